import type { WxContext } from './context'
import { Listeners } from './listeners'

/** What kind of network the phone has, and word of every change. */
export function defineNetwork({ apis, runtime, network }: WxContext): void {
  apis.async('getNetworkType', {
    returns: ['networkType', 'signalStrength', 'hasSystemProxy', 'weakNet'],
    run: () => ({
      networkType: network.type,
      hasSystemProxy: false,
      weakNet: network.weak,
      ...(network.type === 'none' ? {} : { signalStrength: network.weak ? 1 : 4 }),
    }),
  })
  const status = new Listeners<{ isConnected: boolean; networkType: string }>(runtime.reportError)
  const weak = new Listeners<{ weakNet: boolean; networkType: string }>(runtime.reportError)
  apis.define('onNetworkStatusChange', status.on)
  apis.define('offNetworkStatusChange', status.off)
  apis.define('onNetworkWeakChange', weak.on)
  apis.define('offNetworkWeakChange', weak.off)
  runtime.onPhoneChange((now, before) => {
    if (now.network === before.network) return
    const networkType = network.type
    if ((now.network === 'offline') !== (before.network === 'offline')) {
      status.emit({ isConnected: networkType !== 'none', networkType })
    }
    if ((now.network === 'weak') !== (before.network === 'weak')) {
      weak.emit({ weakNet: network.weak, networkType })
    }
  })
}
