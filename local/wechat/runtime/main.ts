/**
 * Puts the parts of the runtime together and starts the mini-program. Loaded before the packages' scripts, which
 * hand over what they hold; the app starts when the document with all of them has been read.
 */
import type { LaunchOptions, PhoneSettings, SharedCard, SheetAnswer } from '../phone'
import { type Automator, installAutomator } from './automator/main'
import { bundleConfig, createFramework } from './framework'
import { onPackage } from './framework/modules'
import { runNoText } from './framework/text-code'
import type { Framework, OpenTypeRequest, Runtime } from './parts'
import { createShell, type PhoneShell } from './shell'
import { metricsOf } from './shell/metrics'
import { defineWx } from './wx'
import { Apis } from './wx/apis'
import { showOptions } from './wx/app'
import { createAppEvents } from './wx/app-events'
import { assetUrl } from './wx/asset-url'
import { installPhoneClock } from './wx/clock'
import { CloudLine } from './wx/cloud-line'
import type { WxContext } from './wx/context'
import { Files } from './wx/files'
import { reportMissingApis } from './wx/missing'
import { Network } from './wx/network-link'
import { Permissions } from './wx/permissions'
import { openPhoneStore } from './wx/phone-store'
import { Privacy } from './wx/privacy'

/** What the phone server, the preview and tests may do with the phone from outside. */
export interface PhoneControl {
  /** To the background, as the home gesture does. */
  hide(): void
  /** Back to the foreground, perhaps through a card or a code. */
  show(launch?: LaunchOptions): Promise<void>
  /** Ends the app and starts it again with its storage. */
  kill(): Promise<void>
  willAnswer(answer: SheetAnswer): void
  settings(): PhoneSettings
  readonly sharedCards: readonly SharedCard[]
}

declare global {
  interface Window {
    __phoneControl: PhoneControl
  }
}

/** Where the page to come back to after a rebuild is remembered; phones in one tab share its session storage. */
const RESUME = `wechat-resume:${window.__phone.id}`

let phone = window.__phone
installPhoneClock(() => phone.clockOffset)
runNoText()

document.addEventListener('DOMContentLoaded', () => {
  start().catch((error) => console.error(error))
})

async function start(): Promise<void> {
  const config = bundleConfig()
  const launch = resumed() ?? phone.launch
  let entered: LaunchOptions = launch
  const [firstPage = ''] = config.pages
  const listeners = new Set<(now: PhoneSettings, before: PhoneSettings) => void>()
  const cards: SharedCard[] = []
  let framework: Framework | undefined
  let shell: PhoneShell | undefined
  let automator: Automator | undefined
  let tapDepth = 0
  let reporting = false

  function reportError(error: unknown): void {
    console.error(error)
    automator?.exception(error)
    // A listener of `error` that throws must not report itself.
    if (reporting) return
    reporting = true
    try {
      events.emit(
        'error',
        error instanceof Error ? (error.stack ?? error.message) : describe(error),
      )
    } finally {
      reporting = false
    }
  }
  const events = createAppEvents(reportError)
  const store = await openPhoneStore(
    ['wechat', phone.id, phone.person?.openid ?? '', phone.appid, phone.world]
      .filter((part) => part !== undefined)
      .join(':'),
  )
  const files = new Files(store.files)

  const runtime: Runtime = {
    config,
    launch,
    events,
    get phone() {
      return phone
    },
    get inTap() {
      return tapDepth > 0
    },
    get wx() {
      return apis.wx
    },
    get router() {
      if (!framework) throw new Error('the router is not there yet')
      return framework.router
    },
    get shell() {
      if (!shell) throw new Error('the shell is not there yet')
      return shell
    },
    onPhoneChange: (listener) => listeners.add(listener),
    runTap(handler) {
      tapDepth += 1
      try {
        return handler()
      } finally {
        tapDepth -= 1
      }
    },
    openType: (request: OpenTypeRequest) => buttons.open(request),
    reportError,
    assetUrl: (source, base) => assetUrl(files, source, base),
  }
  const apis = new Apis(runtime)
  const control: PhoneControl = {
    hide() {
      if (away) return
      away = true
      framework?.background()
      shell?.setAway({ back: () => void control.show() })
    },
    async show(next) {
      if (away) shell?.setAway(undefined)
      away = false
      entered = next ?? { ...entered, path: '', query: {} }
      const options = showOptions(entered, runtime.router.top?.path ?? firstPage)
      await framework?.foreground(options)
    },
    async kill() {
      await store.settled()
      location.reload()
    },
    willAnswer: (answer) => shell?.sheets.willAnswer(answer),
    settings: () => phone,
    sharedCards: cards,
  }
  let away = false
  window.__phoneControl = control

  shell = createShell({
    runtime,
    appName:
      String(
        (config.app.window as Record<string, unknown> | undefined)?.navigationBarTitleText ?? '',
      ) || '小程序',
    share: () => buttons.shareFromMenu(),
    canShare: () => buttons.canShare(),
    restart: () => void control.kill(),
    leave: () => control.hide(),
    async mayGoBack() {
      const content = buttons.leaveQuestion()
      if (content === undefined) return true
      const { confirm } = await runtime.shell.modal(leaveModal(content))
      return confirm
    },
  })
  const network = new Network(() => phone)
  listeners.add(() => network.changed())
  const permissions = new Permissions(store.decisions)
  const context: WxContext = {
    apis,
    runtime,
    shell,
    store,
    files,
    network,
    cloud: new CloudLine(() => phone, network),
    permissions,
    privacy: new Privacy(shell, permissions),
    entered: () => entered,
    sendCard(card) {
      cards.push(card)
      window.__phoneLine.send({ type: 'card', card })
    },
    report: (effect) => window.__phoneLine.send({ type: 'effect', effect }),
  }
  const buttons = defineWx(context, (...schema) => framework?.knowsComponent(...schema) ?? false)
  Object.assign(globalThis, { wx: apis.wx })
  framework = createFramework(runtime)
  automator = installAutomator(runtime)
  listenToLine(control, listeners, network)
  window.__phoneLine.hear()
  onPackage((name, content) => reportMissingApis(apis, name, content))
  listenToErrors(runtime, reportError)
  await framework.start(showOptions(launch, firstPage))
  automator.ready()
  window.__phoneLine.send({ type: 'ready', milliseconds: performance.now() })
}

/** The page that was open when a rebuild reloaded the phone. */
function resumed(): LaunchOptions | undefined {
  const text = sessionStorage.getItem(RESUME)
  sessionStorage.removeItem(RESUME)
  return text === null ? undefined : { ...phone.launch, ...(JSON.parse(text) as LaunchOptions) }
}

function listenToLine(
  control: PhoneControl,
  listeners: Set<(now: PhoneSettings, before: PhoneSettings) => void>,
  network: Network,
): void {
  window.__phoneLine.listen((message) => {
    if (message.type === 'answer') control.willAnswer(message.answer)
    else if (message.type === 'fates') network.decide(message.fates)
    else if (message.type === 'background') control.hide()
    else if (message.type === 'foreground') void control.show(message.launch)
    else if (message.type === 'reload') rememberPage()
    else if (message.type === 'phone') {
      const before = phone
      phone = message.settings
      if (needsRestart(phone, before)) void control.kill()
      else for (const listener of listeners) listener(phone, before)
    }
  })
}

function rememberPage(): void {
  const pages = (
    globalThis as unknown as { getCurrentPages(): { route: string; options: object }[] }
  ).getCurrentPages()
  const top = pages.at(-1)
  if (top) sessionStorage.setItem(RESUME, JSON.stringify({ path: top.route, query: top.options }))
}

/** Another account has another storage, another kind of screen another chrome: WeChat would start anew too. */
function needsRestart(now: PhoneSettings, before: PhoneSettings): boolean {
  const same = (pick: (settings: PhoneSettings) => unknown) =>
    JSON.stringify(pick(now)) === JSON.stringify(pick(before))
  return (
    !same(({ person }) => person?.openid) ||
    !same(({ appid }) => appid) ||
    !same(({ screen }) => metricsOf(screen))
  )
}

function listenToErrors(runtime: Runtime, reportError: (error: unknown) => void): void {
  window.addEventListener('error', (event) => {
    event.preventDefault()
    reportError(event.error ?? event.message)
  })
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    console.error('Unhandled promise rejection', event.reason)
    runtime.events.emit('unhandledRejection', { reason: event.reason, promise: event.promise })
  })
}

function describe(error: unknown): string {
  return typeof error === 'object' ? JSON.stringify(error) : String(error)
}

function leaveModal(content: string) {
  return {
    title: '',
    content,
    showCancel: true,
    cancelText: '取消',
    confirmText: '确定',
    cancelColor: '#000000',
    confirmColor: '#576b95',
    editable: false,
    placeholderText: '',
  }
}
