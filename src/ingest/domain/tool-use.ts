/** The tools that a model could use, and those that it called: names, the latter once for each call. */
export interface ToolUse {
  readonly defined: readonly string[];
  readonly called: readonly string[];
}

const NO_TOOLS: ToolUse = { defined: [], called: [] };

/** Of what is longer nothing is looked for: it is read for this alone. */
const MAX_CHARACTERS = 500_000;
const MAX_NAME = 200;
const MAX_NAMES = 500;
/** Answers are some levels deep; whoever nests deeper has not written down a call. */
const MAX_DEPTH = 12;

/**
 * As the APIs of vendors and the libraries around them write them down: definitions in `tools` of the input, calls in the output only, as the
 * input has those of earlier turns. A call that stands there twice with the same id (LangChain repeats what the vendor said) counts once.
 * @param input, output JSON texts
 */
export function toolUseOf(input: string | null | undefined, output: string | null | undefined): ToolUse {
  const defined = mayHave(DEFINITIONS, input) ? definedIn(parsed(input)) : NO_TOOLS.defined;
  const called = mayHave(A_CALL, output) ? calledIn(parsed(output)) : NO_TOOLS.called;
  return defined.length === 0 && called.length === 0 ? NO_TOOLS : { defined, called };
}

const DEFINITIONS = /tools\\*"/;
const A_CALL = /tool_(?:calls?|use)\\*"|tool-call\\*"|toolCalls\\*"|function_call\\*"|functionCall\\*"/;

/** Nearly all payloads have none, which is to cost next to nothing. */
function mayHave(mark: RegExp, text: string | null | undefined): text is string {
  if (text === null || text === undefined || text.length > MAX_CHARACTERS) return false;
  return (text.includes('tool') || text.includes('function')) && mark.test(text);
}

/** Texts may hold what was written down as JSON. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' && /^\s*[[{]/.test(value) ? (JSON.parse(value) as unknown) : value;
  } catch {
    return null;
  }
}

type Members = Readonly<Record<string, unknown>>;

function definedIn(input: unknown): readonly string[] {
  const names = new Set<string>();
  for (const tool of listIn(input, 'tools').slice(0, MAX_NAMES)) {
    const declared = [...listIn(tool, 'functionDeclarations'), ...listIn(tool, 'function_declarations')];
    for (const each of declared.length > 0 ? declared.slice(0, MAX_NAMES) : [tool]) {
      const name = nameOf(each);
      if (name !== null) names.add(name);
    }
  }
  return [...names].slice(0, MAX_NAMES);
}

/** What says of an object that it is a call. */
const CALL_TYPES: ReadonlySet<unknown> = new Set(['tool_use', 'tool_call', 'tool-call', 'function_call']);
/** Members whose objects are calls. */
const CALLS: ReadonlySet<string> = new Set(['tool_calls', 'toolCalls', 'function_call', 'functionCall']);

function calledIn(output: unknown): readonly string[] {
  const called: string[] = [];
  const ids = new Set<string>();
  const visit = (value: unknown, isCall: boolean, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH || called.length >= MAX_NAMES)
      return;
    if (Array.isArray(value)) {
      for (const each of value) visit(each, isCall, depth + 1);
      return;
    }
    const members = value as Members;
    const name = isCall || CALL_TYPES.has(members['type']) ? nameOf(members) : null;
    if (name !== null) {
      const id = members['id'] ?? members['toolCallId'] ?? members['call_id'];
      if (typeof id !== 'string' || !ids.has(id)) called.push(name);
      if (typeof id === 'string') ids.add(id);
      return;
    }
    for (const [key, each] of Object.entries(members)) visit(each, CALLS.has(key), depth + 1);
  };
  visit(output, false, 0);
  return called;
}

function nameOf(tool: unknown): string | null {
  if (!isMembers(tool)) return null;
  const { function: inner, name, toolName } = tool;
  const said = (isMembers(inner) ? inner['name'] : undefined) ?? name ?? toolName;
  return typeof said === 'string' && said !== '' && said.length <= MAX_NAME && isStorable(said) ? said : null;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listIn(value: unknown, member: string): readonly unknown[] {
  const list = isMembers(value) ? value[member] : null;
  return Array.isArray(list) ? list : [];
}
