import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** The error body of the object store, with the elements that the SDK reads (node-sdk, uploadFile). */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  // The rest of an unwanted body is read and dropped: a client that is still sending would otherwise see a
  // broken connection instead of this answer.
  request.resume()
  const body = `<?xml version='1.0' encoding='utf-8' ?>
<Error>
  <Code>${escapeXml(code)}</Code>
  <Message>${escapeXml(message)}</Message>
  <Resource>${escapeXml(request.url ?? '')}</Resource>
  <RequestId>${randomUUID()}</RequestId>
  <TraceId>${randomUUID()}</TraceId>
</Error>
`
  response.writeHead(status, {
    'content-type': 'application/xml; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : '&amp;'))
}
