/** Files that were dropped or given, waiting for the import screen to read them. */
let waiting = $state.raw<string[] | null>(null)

export const importing = {
  get waiting() {
    return waiting
  },
  offer(paths: string[]) {
    waiting = paths
  },
  /** Takes the files; they are read once. */
  take(): string[] | null {
    const paths = waiting
    waiting = null
    return paths
  },
}
