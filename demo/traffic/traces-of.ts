import type { TraceBatch } from '../wire/trace-batch.js';
import { agentRun } from './agents.js';
import { catalogImport } from './catalog-import.js';
import { chatSession } from './chats.js';
import type { Occasion, OccasionKind, Scene } from './occasion.js';
import { handbookQuestion } from './questions.js';
import { knownBy } from './unfinished.js';

const WORKFLOWS: Readonly<Record<OccasionKind, (occasion: Occasion, scene: Scene) => TraceBatch[]>> = {
  agent: agentRun,
  question: handbookQuestion,
  chat: chatSession,
  import: catalogImport,
};

/** The traces of an occasion, as far as they had come when the window ended. Equal each time that it is called. */
export function tracesOf(occasion: Occasion, scene: Scene): TraceBatch[] {
  const own = { ...occasion, random: occasion.random.fork('traces') };
  return WORKFLOWS[occasion.kind](own, scene)
    .map((batch) => knownBy(scene.window.until, batch))
    .filter((batch) => batch !== null);
}
