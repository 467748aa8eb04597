import { isJsonObject, ownMember, type JsonObject } from '../../common/json/json-object.js';

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

/** JSON texts. */
export interface Payloads {
  readonly input?: string | null;
  readonly output?: string | null;
  readonly metadata?: string | null;
}

/**
 * As the APIs of vendors, the libraries around them and OpenTelemetry's instrumentations write them down: definitions in `tools` of the input or
 * of the metadata, or in the attributes of the span; calls in the output only, as the input has those of earlier turns. A call that stands there twice with the same id (LangChain repeats what the vendor said) counts once.
 */
export function toolUseOf({ input, output, metadata }: Payloads): ToolUse {
  const ofInput = mayHave(DEFINITIONS, input) ? requestedIn(parsed(input)) : [];
  const ofMetadata = mayHave(DEFINITIONS, metadata) ? definitionsIn(parsed(metadata)) : [];
  const defined = ofInput.length + ofMetadata.length > 0 ? namesOf([...ofInput, ...ofMetadata]) : [];
  const called = mayHave(A_CALL, output) ? calledIn(parsed(output)) : [];
  return defined.length === 0 && called.length === 0 ? NO_TOOLS : { defined, called };
}

const DEFINITIONS = /tools\\*"|tool\.(?:definitions|json_schema)\\*"/;
const A_CALL =
  /tool_(?:calls?|use)\\*"|tool-call\\*"|tool(?:Calls|Request|CallId)\\*"|function_call\\*"|functionCall\\*"/;

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

/** Google's requests have them in their configuration. */
function requestedIn(input: unknown): readonly unknown[] {
  const tools = listIn(input, 'tools');
  return tools.length > 0 || !isJsonObject(input) ? tools : listIn(input['config'], 'tools');
}

/** Of the GenAI conventions, the Vercel AI SDK, Pipecat, MLflow. */
const DEFINING = ['gen_ai.tool.definitions', 'ai.prompt.tools', 'tools', 'mlflow.chat.tools'];
/** OpenInference has an attribute for each. */
const DEFINING_ONE = /^llm\.tools\.\d+\.tool\.json_schema$/;

function definitionsIn(metadata: unknown): readonly unknown[] {
  const attributes =
    isJsonObject(metadata) && isJsonObject(metadata['attributes']) ? metadata['attributes'] : {};
  const lists = DEFINING.flatMap((name) => listOf(ownMember(attributes, name)));
  const single = Object.keys(attributes).filter((name) => DEFINING_ONE.test(name));
  return [...listIn(metadata, 'tools'), ...lists, ...single.map((name) => attributes[name])];
}

function namesOf(tools: readonly unknown[]): readonly string[] {
  const names = new Set<string>();
  for (const tool of tools.slice(0, MAX_NAMES).map(fromText)) {
    const declared = [...listIn(tool, 'functionDeclarations'), ...listIn(tool, 'function_declarations')];
    for (const each of declared.length > 0 ? declared.slice(0, MAX_NAMES) : [tool]) {
      const name = nameOf(each);
      if (name !== null) names.add(name);
    }
  }
  return [...names].slice(0, MAX_NAMES);
}

/** A definition as JSON, as attributes of spans have them. */
function fromText(tool: unknown): unknown {
  return typeof tool === 'string' ? parsed(tool) : tool;
}

function listOf(value: unknown): readonly unknown[] {
  const list = fromText(value);
  return Array.isArray(list) ? list : [];
}

/** What says of an object that it is a call. */
const CALL_TYPES: ReadonlySet<unknown> = new Set(['tool_use', 'tool_call', 'tool-call', 'function_call']);
/** Members whose objects are calls. */
const CALLS: ReadonlySet<string> = new Set([
  'tool_calls',
  'toolCalls',
  'toolRequest',
  'function_call',
  'functionCall',
]);

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
    const members = value as JsonObject;
    const name = isCall || isCallItself(members) ? nameOf(members) : null;
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

/** The Vercel AI SDK has no type for its calls, and one for their results. */
function isCallItself({ type, toolCallId, toolName }: JsonObject): boolean {
  return CALL_TYPES.has(type) || (type === undefined && toolCallId !== undefined && toolName !== undefined);
}

function nameOf(tool: unknown): string | null {
  if (!isJsonObject(tool)) return null;
  const { function: inner, name, toolName } = tool;
  const said = (isJsonObject(inner) ? inner['name'] : undefined) ?? name ?? toolName;
  return typeof said === 'string' && said !== '' && said.length <= MAX_NAME && isStorable(said) ? said : null;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function listIn(value: unknown, member: string): readonly unknown[] {
  const list = isJsonObject(value) ? value[member] : null;
  return Array.isArray(list) ? list : [];
}
