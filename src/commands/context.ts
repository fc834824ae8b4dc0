/** What main.ts gives to a command of the world outside. */
export interface CommandContext {
  /** The environment: keys are read from it, never from arguments, which end in the shell's history. */
  env: Readonly<Record<string, string | undefined>>;
  /** The version of this package. */
  version: string;
  /** Writes a line to standard output. */
  print: (text: string) => void;
  /** Whether a person watches standard output, not a file or another program. */
  watched: boolean;
  /** Whether standard output is a terminal that shows colours. */
  colours: boolean;
  /** Resolves when the person presses Ctrl-C, or the process is asked to end otherwise. */
  stopRequested: () => Promise<string>;
}
