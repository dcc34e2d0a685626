import type { PreviewCommand } from '../../preview-state'

/** Asks for something to be done; what came of it is in the next state. */
export function act(command: PreviewCommand): void {
  void fetch('/do', { method: 'POST', body: JSON.stringify(command) })
}
