import http from 'node:http'
import tcb from '@cloudbase/node-sdk'
import { sign } from '@cloudbase/signature-nodejs'
import { createClock } from '../../../local/cloud/clock'
import { createFaults } from '../../../local/cloud/faults/faults'
import { createGateway } from '../../../local/cloud/gateway/gateway'
import { createOperations } from '../../../local/cloud/operations/operations'
import type { Service, WireRequest } from '../../../local/cloud/service'

const ENV = 'door-test'
const credentials = { secretId: 'id', secretKey: 'key', sessionToken: 'token' }

/** A gateway on its own, with a service that notes what reaches it. */
export async function openDoor(actions: NonNullable<Service['actions']> = {}) {
  const seen: WireRequest[] = []
  const killed: string[] = []
  const log: string[] = []
  const faults = createFaults()
  const operations = createOperations()
  const gateway = createGateway({
    env: ENV,
    credentials,
    clock: createClock(),
    faults,
    operations,
    killWorker: (id) => killed.push(id),
    log: (line) => log.push(line),
    greeting: 'here',
    services: [
      {
        actions: Object.fromEntries(
          Object.entries(actions).map(([action, handler]) => [
            action,
            (request, work) => {
              seen.push(request)
              return handler(request, work)
            },
          ]),
        ),
      },
    ],
  })
  const port = await gateway.listen(0)
  return { port, faults, operations, seen, killed, log, stop: () => gateway.stop() }
}

/** The real SDK, pointed at a port, as a process outside a function uses it. */
export function sdk(port: number, options: Partial<Parameters<typeof tcb.init>[0]> = {}) {
  // Without this the SDK looks for the metadata service of Tencent's machines before each request.
  process.env.TENCENTCLOUD = 'true'
  // And without this its warning about slow requests comes seconds after one that failed.
  process.env.SILENCE = 'true'
  return tcb.init({
    env: ENV,
    secretId: credentials.secretId,
    secretKey: credentials.secretKey,
    serviceUrl: `http://127.0.0.1:${port}/admin`,
    keepalive: false,
    ...options,
  })
}

/** One HTTP request with nothing added to it. */
export function send(
  port: number,
  options: http.RequestOptions,
  body: string | Buffer = '',
): Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, method: 'POST', agent: false, ...options },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** A request as the SDK would sign it, with params that the SDK would never send. */
export function signed(
  port: number,
  params: Record<string, unknown>,
  { secretId, secretKey } = credentials,
) {
  const path = '/admin?env=&seqId=1_1'
  const headers = { 'content-type': 'application/json', host: `127.0.0.1:${port}` }
  const { authorization, timestamp } = sign({
    secretId,
    secretKey,
    method: 'post',
    url: `http://127.0.0.1:${port}${path}`,
    headers,
    params,
    timestamp: Math.floor(Date.now() / 1000),
    withSignedParams: true,
  })
  return {
    options: { path, headers: { ...headers, authorization, 'x-timestamp': String(timestamp) } },
    body: JSON.stringify(params),
  }
}
