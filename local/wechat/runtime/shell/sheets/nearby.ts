/**
 * Phones of one preview stand side by side: one shows a code, another scans it. They find each other through a
 * BroadcastChannel, which reaches the pages of one origin in one browser.
 */
const CHANNEL = 'mp-phones'

/** How long a scanning phone waits for the others, in milliseconds. */
const PATIENCE = 400

type Message = { type: 'look'; from: string } | { type: 'seen'; to: string; codes: string[] }

/** Answers other phones with the codes on this one. */
export function showCodesToOthers(phoneId: string, codes: () => string[]): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.type !== 'look' || data.from === phoneId) return
    const reply: Message = { type: 'seen', to: data.from, codes: codes() }
    channel.postMessage(reply)
  })
}

/** The codes on the other phones' screens. */
export function lookAtOthers(phoneId: string): Promise<string[]> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(CHANNEL)
    const seen = new Set<string>()
    channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.type === 'seen' && data.to === phoneId) for (const code of data.codes) seen.add(code)
    })
    const question: Message = { type: 'look', from: phoneId }
    channel.postMessage(question)
    setTimeout(() => {
      channel.close()
      resolve([...seen])
    }, PATIENCE)
  })
}
