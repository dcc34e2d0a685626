import { keepInLine } from './services/acknowledged'
import { CallError } from './services/call-error'
import * as outbox from './services/outbox'
import * as session from './services/session'

/** Put in place by the build: the cloud environment it was made for, '' when it knows none. */
declare const CLOUD_ENV: string

App({
  /** `cloudEnv` tells test tools which environment they would write to. */
  globalData: { cloudEnv: CLOUD_ENV },
  onLaunch() {
    wx.cloud.init(CLOUD_ENV === '' ? {} : { env: CLOUD_ENV })
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
