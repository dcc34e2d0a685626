import type { WxContext } from './context'
import { Listeners } from './listeners'

/** The base library this runtime answers for. */
const SDK_VERSION = '3.8.12'

/** WeChat's standard type size in pixels; `fontSizeSetting` is this times the scale factor. */
const STANDARD_TYPE = 16

export function defineSystem({ apis, runtime, shell }: WxContext): void {
  const { metrics } = shell
  const isPc = () => runtime.phone.screen.platform === 'pc'

  function windowInfo() {
    const { width, height } = shell.size
    const page = shell.windowSize
    const bottom = height - metrics.safeAreaBottom
    return {
      pixelRatio: window.devicePixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: page.width,
      windowHeight: page.height,
      statusBarHeight: metrics.statusBarHeight,
      safeArea: {
        left: 0,
        right: width,
        top: metrics.statusBarHeight,
        bottom,
        width,
        height: bottom - metrics.statusBarHeight,
      },
      screenTop: height - page.height,
    }
  }
  const deviceInfo = () => ({
    abi: '',
    deviceAbi: '',
    benchmarkLevel: -1,
    brand: 'devtools',
    model: isPc() ? 'PC' : metrics.safeAreaBottom > 0 ? 'iPhone X' : 'iPhone 8',
    system: isPc() ? 'Windows 10' : 'iOS 16.0',
    platform: isPc() ? 'windows' : 'devtools',
    cpuType: '',
    memorySize: '4096',
  })
  const appBaseInfo = () => ({
    SDKVersion: SDK_VERSION,
    enableDebug: false,
    host: { env: 'WeChat', appId: '', version: 0 },
    language: 'zh_CN',
    version: '8.0.50',
    theme: shell.theme,
    fontSizeScaleFactor: runtime.phone.fontSizeScaleFactor,
    fontSizeSetting: STANDARD_TYPE * runtime.phone.fontSizeScaleFactor,
    PCKernelVersion: '',
  })
  const systemSetting = () => ({
    bluetoothEnabled: true,
    locationEnabled: true,
    wifiEnabled: runtime.phone.network !== 'offline',
    deviceOrientation: 'portrait',
  })
  const authorizeSetting = () => ({
    albumAuthorized: 'authorized',
    bluetoothAuthorized: 'authorized',
    cameraAuthorized: 'authorized',
    locationAuthorized: 'authorized',
    locationReducedAccuracy: false,
    microphoneAuthorized: 'authorized',
    notificationAuthorized: 'authorized',
    phoneCalendarAuthorized: 'authorized',
  })
  const systemInfo = () => ({
    ...deviceInfo(),
    ...appBaseInfo(),
    ...windowInfo(),
    ...systemSetting(),
    albumAuthorized: true,
    cameraAuthorized: true,
    locationAuthorized: true,
    microphoneAuthorized: true,
    notificationAuthorized: true,
  })

  for (const [name, read] of Object.entries({
    getWindowInfo: windowInfo,
    getDeviceInfo: deviceInfo,
    getAppBaseInfo: appBaseInfo,
    getSystemSetting: systemSetting,
    getAppAuthorizeSetting: authorizeSetting,
    getSystemInfoSync: systemInfo,
  })) {
    apis.define(name, read, [], Object.keys(read()))
  }
  for (const name of ['getSystemInfo', 'getSystemInfoAsync']) {
    apis.async(name, { returns: Object.keys(systemInfo()), run: systemInfo })
  }
  apis.define('getMenuButtonBoundingClientRect', () => {
    const { top, right, width, height } = metrics.menuButton
    const edge = shell.size.width - right
    return { width, height, top, bottom: top + height, right: edge, left: edge - width }
  })
  apis.define('getAccountInfoSync', () => ({
    miniProgram: { appId: runtime.phone.appid, envVersion: 'develop', version: '' },
    plugin: {},
  }))

  apis.define('onThemeChange', (listener: never) => runtime.events.on('themeChange', listener))
  apis.define('offThemeChange', (listener: never) => runtime.events.off('themeChange', listener))
  apis.define('onWindowResize', (listener: never) => runtime.events.on('windowResize', listener))
  apis.define('offWindowResize', (listener: never) => runtime.events.off('windowResize', listener))
  window.addEventListener('resize', () => {
    const { width, height } = shell.windowSize
    runtime.events.emit('windowResize', { size: { windowWidth: width, windowHeight: height } })
  })

  // Things that do not happen on a simulated phone; listening is allowed and nothing comes.
  for (const name of [
    'KeyboardHeightChange',
    'UserCaptureScreen',
    'MemoryWarning',
    'MenuButtonBoundingClientRectWeightChange',
  ]) {
    const listeners = new Listeners(runtime.reportError)
    apis.define(`on${name}`, listeners.on)
    apis.define(`off${name}`, listeners.off)
  }
  apis.async('setVisualEffectOnCapture', {
    required: { visualEffect: 'String' },
    run: () => undefined,
  })
}
