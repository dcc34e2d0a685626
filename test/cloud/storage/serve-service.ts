import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import busboy from 'busboy'
import { ServiceError } from '../../../local/cloud/errors'
import type { Service } from '../../../local/cloud/service'

/** The parameters of an SDK request: JSON, or a form whose binary fields become Buffers. */
async function readParams(request: import('node:http').IncomingMessage) {
  if (request.headers['content-type']?.startsWith('multipart/form-data')) {
    const params: Record<string, unknown> = {}
    const parser = busboy({ headers: request.headers })
    parser.on('field', (name, value) => {
      params[name] = value
    })
    parser.on('file', async (name, part) => {
      params[name] = Buffer.concat(await part.toArray())
    })
    request.pipe(parser)
    await new Promise((resolve, reject) => parser.on('close', resolve).on('error', reject))
    return params
  }
  const body = Buffer.concat(await request.toArray()).toString()
  return JSON.parse(body) as Record<string, unknown>
}

/** One service alone on a port of its own, spoken to by the real SDKs; no signatures, no other services. */
export async function serveService(create: (endpoint: () => string) => Service) {
  let port = 0
  const endpoint = () => `http://127.0.0.1:${port}`
  const service = create(endpoint)
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', endpoint())
    const route = [...(service.routes ?? [])]
      .filter((r) => r.method === request.method && url.pathname.startsWith(r.prefix))
      .sort((a, b) => b.prefix.length - a.prefix.length)[0]
    if (route) return route.handle(request, response, url)
    const params = await readParams(request)
    try {
      const handler = service.actions?.[String(params.action)]
      if (!handler) throw new ServiceError('INVALID_PARAM', `no action ${params.action}`)
      const reply = await handler(
        { action: String(params.action), params, requestId: 'r1', invocationId: undefined },
        { documentsExamined: 0, documentsReturned: 0 },
      )
      if (Buffer.isBuffer(reply)) {
        response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(reply)
      } else {
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
        response.end(JSON.stringify({ requestId: 'r1', ...reply }))
      }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      response.end(JSON.stringify({ requestId: 'r1', code: error.code, message: error.message }))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port

  return {
    service,
    endpoint: endpoint(),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await service.stop?.()
    },
  }
}

/** The environment that makes an SDK in this process talk to `endpoint`, as in a function's process. */
export function pointSdkTo(endpoint: string, envId: string) {
  Object.assign(process.env, {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'id',
    TENCENTCLOUD_SECRETKEY: 'key',
    SCF_NAMESPACE: envId,
    TCB_ENV: envId,
    TCB_CONTEXT_KEYS: 'TCB_ENV',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${endpoint}/admin` }),
  })
}
