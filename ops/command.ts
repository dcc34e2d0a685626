import { readFileSync } from 'node:fs'

/** What a command answers when it was not given what it needs: why, and how it is used. Ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * Runs one command: `--help` prints how it is used and does nothing; a wrong option or a missing one is said in one
 * sentence with the usage below it (code 2), whatever else goes wrong in one sentence (code 1).
 */
export function runCommand(usage: string, work: () => Promise<void>): void {
  if (process.argv.slice(2).some((each) => each === '--help' || each === '-h')) {
    console.log(usage)
    return
  }
  work().catch((error: unknown) => {
    const isUsage = error instanceof UsageError || isOptionError(error)
    console.error(wordsOf(error))
    if (isUsage) console.error(`\n${usage}`)
    process.exitCode = isUsage ? 2 : 1
  })
}

/** What `parseArgs` throws. */
function isOptionError(error: unknown): boolean {
  return String((error as { code?: unknown }).code ?? '').startsWith('ERR_PARSE_ARGS')
}

function wordsOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof message !== 'string') return String(error)
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `不认识的选项：${message}`
  return isOptionError(error) ? `选项有误：${message}` : message
}

/** Credentials come from these variables only, never from the command line, where others could read them. */
export function credentials(): { secretId: string; secretKey: string } {
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = process.env
  if (!secretId || !secretKey)
    throw new UsageError('请先设置环境变量 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY。')
  return { secretId, secretKey }
}

/** A file the operator named. */
export function readNamed(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT') throw new UsageError(`没有找到文件：${file}`)
    if (code === 'EISDIR') throw new UsageError(`这是一个文件夹，请写文件名：${file}`)
    if (code === 'EACCES') throw new UsageError(`没有读取这个文件的权限：${file}`)
    throw error
  }
}
