import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Remembers process ids told on standard input; when that closes, because the parent is gone, kills those left, each
 * with its group.
 */
const SCRIPT = `
trap '' INT TERM HUP
live=' '
while read -r change pid; do
  case $change in
    +) live="$live-$pid " ;;
    -) live="\${live%% -$pid *} \${live#* -$pid }" ;;
  esac
done
[ -z "\${live# }" ] || kill -s KILL -- $live 2>/dev/null
`

/** Sees to it that function processes end with this one, whatever ends it. */
export interface Lifeline {
  add(pid: number): void
  remove(pid: number): void
  stop(): void
}

/**
 * A process notices by itself that its parent is gone, unless it is in an endless loop. So a shell waits
 * for the end of this process, without using any time, and kills what is left. Where there is no `sh` (Windows)
 * a looping process outlives a killed parent.
 */
export function createLifeline(): Lifeline {
  let shell: ChildProcess | undefined

  function tell(change: '+' | '-', pid: number) {
    shell ??= start()
    shell?.stdin?.write(`${change} ${pid}\n`)
  }

  return {
    add: (pid) => tell('+', pid),
    remove: (pid) => tell('-', pid),
    stop: () => {
      shell?.stdin?.end()
    },
  }
}

function start(): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined
  const shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'] })
  shell.on('error', (error) => process.emitWarning(`function processes have no lifeline: ${error}`))
  shell.stdin?.on('error', () => undefined) // the shell was killed: reported above or by whoever did it
  shell.unref()
  return shell
}
