import { keepInLine } from './services/acknowledged'
import { CallError } from './services/call-error'
import * as outbox from './services/outbox'
import * as session from './services/session'

App({
  onLaunch() {
    wx.cloud.init()
    keepInLine()
    session.watch((who) => {
      if (who.state === 'left') void handOver()
    })
    wx.onNetworkStatusChange(({ isConnected }) => {
      if (isConnected) void outbox.send()
    })
  },
  onShow() {
    void greet()
  },
})

/** Every start and return: who is this, then what they did meanwhile. Pages say themselves what they miss. */
async function greet(): Promise<void> {
  try {
    const who = await session.refresh()
    if (who.state === 'left') await handOver()
    if (who.state === 'joined') await outbox.send()
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    console.info('session: not refreshed', error.code)
  }
}

async function handOver(): Promise<void> {
  try {
    await outbox.handOver()
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    console.info('outbox: kept for the next start', error.code)
  }
}
