import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** What the newest of the packages need. */
const OLDEST = [3, 11] as const;
/** Written last: a folder without it is of an installation that did not come to its end. */
const STAMP = '.complete';
/** What pip and uv say where they reach no registry. */
const UNREACHABLE =
  /from versions: none|connection|network|timed out|dns|error sending request|failed to fetch/i;

/** What these tests need is not to be had here: which says nothing about the server. */
export class NotAtHandError extends Error {}

/** Virtual environments for single clients, kept in a folder from run to run. */
export class PythonEnvironments {
  private constructor(
    private readonly folder: string,
    private readonly python: string,
    private readonly version: string,
    private readonly hasUv: boolean,
    private readonly print: (line: string) => void,
  ) {}

  /** @throws NotAtHandError where there is no Python that is new enough */
  static async in(folder: string, print: (line: string) => void): Promise<PythonEnvironments> {
    const hasUv = (await outputOf('uv', ['--version'])) !== null;
    for (const python of ['python3', 'python']) {
      const version = await outputOf(python, [
        '-c',
        'import sys, venv; print(*sys.version_info[:2], sep=".")',
      ]);
      if (version !== null && isNewEnough(version.trim()))
        return new PythonEnvironments(folder, python, version.trim(), hasUv, print);
    }
    throw new NotAtHandError(`there is no Python ${OLDEST.join('.')} or newer with its module venv`);
  }

  /**
   * The Python of an environment with just these packages; makes it, unless it is there.
   * @throws NotAtHandError where no registry answers
   * @throws Error where one does, but not with these packages
   */
  async with(requirements: string): Promise<string> {
    const wanted = createHash('sha256').update(this.version).update(readFileSync(requirements)).digest('hex');
    const directory = join(this.folder, wanted.slice(0, 16));
    const python =
      process.platform === 'win32'
        ? join(directory, 'Scripts', 'python.exe')
        : join(directory, 'bin', 'python');
    if (existsSync(join(directory, STAMP))) return python;
    this.print(`Installing ${basename(requirements)} …`);
    await rm(directory, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
    try {
      if (this.hasUv) {
        await run('uv', ['venv', '--quiet', '--python', this.python, directory]);
        await run('uv', ['pip', 'install', '--quiet', '--python', python, '-r', requirements]);
      } else {
        await run(this.python, ['-m', 'venv', directory]);
        // Of most modules nothing is ever run: those that are, Python compiles and keeps.
        const pip = ['-m', 'pip', '--disable-pip-version-check', '--quiet', 'install', '--no-compile'];
        await run(python, [...pip, '-r', requirements]);
      }
    } catch (error) {
      const said = String((error as { stderr?: unknown }).stderr ?? error);
      if (UNREACHABLE.test(said))
        throw new NotAtHandError(`the registry of Python's packages cannot be reached`);
      throw new Error(`What ${requirements} lists cannot be installed:\n${said}`, { cause: error });
    }
    await writeFile(join(directory, STAMP), '');
    return python;
  }
}

async function outputOf(command: string, args: string[]): Promise<string | null> {
  try {
    return (await run(command, args)).stdout;
  } catch {
    return null;
  }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
