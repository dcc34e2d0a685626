import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClock } from '../../../local/cloud/clock'
import type { ServiceError } from '../../../local/cloud/errors'
import {
  createFunctions,
  type Functions,
  type FunctionsOptions,
} from '../../../local/cloud/functions/functions'
import { invocationOfSeqId } from '../../../local/cloud/operations/invocation'
import type { FunctionSchema } from '../../../local/cloud/schema'

/** A request that an SDK made to the stub gateway. */
interface Recorded {
  invocationId: string | undefined
  source: string | string[] | undefined
  body: Record<string, unknown>
}

/** Seconds a call may take when a test is not about that: as long as a busy machine may need. */
const PATIENCE_S = 30

/** A folder of functions that run against a gateway which knows `functions.invokeFunction` and nothing else. */
export async function openSandbox(
  sources: Record<string, string | Record<string, string>>,
  options: {
    schema?: (Partial<FunctionSchema> & { name: string })[]
    limits?: FunctionsOptions['limits']
    spares?: number
  } = {},
) {
  const directory = mkdtempSync(path.join(tmpdir(), 'functions-'))
  const write = (name: string, files: string | Record<string, string>) => {
    mkdirSync(path.join(directory, name), { recursive: true })
    for (const [file, text] of Object.entries(
      typeof files === 'string' ? { 'index.js': files } : files,
    )) {
      mkdirSync(path.dirname(path.join(directory, name, file)), { recursive: true })
      writeFileSync(path.join(directory, name, file), text)
    }
  }
  for (const [name, files] of Object.entries(sources)) write(name, files)

  const requests: Recorded[] = []
  const listeners = new Set<(invocationId: string | undefined) => void>()
  let functions: Functions | undefined
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>
    const seqId = new URL(request.url ?? '', 'http://stub').searchParams.get('seqId')
    const invocationId = invocationOfSeqId(seqId)
    for (const listener of listeners) listener(invocationId)
    requests.push({ invocationId, source: request.headers['x-tcb-source'], body })
    const handler = functions?.actions[String(body.action)]
    const reply = handler
      ? await Promise.resolve(
          handler(
            { action: String(body.action), params: body, requestId: 'r', invocationId },
            { documentsExamined: 0, documentsReturned: 0 },
          ),
        ).catch((error: ServiceError) => ({ code: error.code, message: error.message }))
      : { data: {} }
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.end(JSON.stringify({ requestId: 'r', ...reply }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  // What a test says nothing about is declared too: without that a function has three seconds, its start included.
  const silent = Object.keys(sources).filter(
    (name) => !options.schema?.some((entry) => entry.name === name),
  )
  const declared = [...(options.schema ?? []), ...silent.map((name) => ({ name }))]
  const clock = createClock()
  const lines: string[] = []
  functions = createFunctions({
    directory,
    schema: {
      envId: 'sandbox',
      functionRoot: '',
      collections: [],
      functions: declared.map((entry) => ({
        handler: 'index.main',
        timeout: PATIENCE_S,
        memorySize: 256,
        envVariables: {},
        ...entry,
      })),
    },
    clock,
    endpoint: () => `http://127.0.0.1:${port}/admin`,
    credentials: { secretId: 'id', secretKey: 'key' },
    envId: 'sandbox',
    log: (line) => lines.push(line),
    limits: options.limits ?? {},
    spares: options.spares ?? 0,
  })
  const opened = functions

  return {
    directory,
    functions: opened,
    clock,
    /** What the functions printed. */
    lines,
    requests,
    /** Calls back when the gateway gets a request. Returns the undo. */
    onRequest(listener: (invocationId: string | undefined) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    write,
    call: (name: string, event: unknown = {}, openid = 'o-person') =>
      opened.invoke(name, event, { openid, appid: 'wx-app' }),
    async close() {
      await opened.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>

async function textOf(request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
