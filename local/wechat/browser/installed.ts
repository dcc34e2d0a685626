import { join } from 'node:path'

/**
 * Where Chrome, Chromium and Edge put themselves, best first. Only Blink browsers: the phone is driven
 * through the DevTools protocol, and WeChat's own webview is Blink too.
 * @param env the environment, for Windows' program folders and Linux' PATH.
 * @returns absolute paths; nothing is said about their existence.
 */
export function installedBrowsers(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  if (platform === 'darwin') return MAC_APPS.flatMap((app) => macPaths(app, env.HOME))
  if (platform === 'win32') return windowsPaths(env)
  const folders = (env.PATH ?? '').split(':').filter(Boolean)
  return LINUX_COMMANDS.flatMap((command) =>
    [...new Set([...folders, '/usr/bin', '/usr/local/bin', '/snap/bin'])].map((folder) =>
      join(folder, command),
    ),
  )
}

const LINUX_COMMANDS = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
]

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge']

function macPaths(app: string, home: string | undefined): string[] {
  const roots = ['/Applications', ...(home ? [join(home, 'Applications')] : [])]
  return roots.map((root) => join(root, `${app}.app`, 'Contents', 'MacOS', app))
}

const WINDOWS_APPS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
]

function windowsPaths(env: Readonly<Record<string, string | undefined>>): string[] {
  const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
  return WINDOWS_APPS.flatMap((app) =>
    roots.flatMap((root) => (root ? [[root, ...app].join('\\')] : [])),
  )
}
