/** Says on stderr how far the bench is: stdout has the figures alone. */
export function say(text: string): void {
  process.stderr.write(`${text} …\n`);
}
