import { ApiFailure } from './apis'
import type { WxContext } from './context'
import { SCOPES } from './permissions'

/** Asks for a scope unless it was decided before. @throws ApiFailure when the person refuses or has refused. */
export async function requireScope(context: WxContext, scope: string): Promise<void> {
  const { permissions, shell } = context
  const question = SCOPES[scope]
  if (question === undefined) throw new ApiFailure('invalid scope')
  const decided = permissions.allowed(scope)
  if (decided === undefined) {
    const { allow } = await shell.sheets.authorize(question)
    permissions.decide(scope, allow)
  }
  if (!permissions.allowed(scope)) throw new ApiFailure('auth deny', { errno: 103 })
}

/** Shows the switches and keeps what the person set. */
export async function openSettings({
  permissions,
  shell,
}: WxContext): Promise<Record<string, boolean>> {
  const { authSetting } = await shell.sheets.settings(permissions.all())
  for (const [scope, allowed] of Object.entries(authSetting)) permissions.decide(scope, allowed)
  return permissions.all()
}

/** Login, permissions and settings. */
export function defineAuthorization(context: WxContext): void {
  const { apis, runtime, permissions, network } = context
  const subscriptionsSetting = () => ({
    mainSwitch: true,
    itemSettings: permissions.subscriptions(),
  })

  apis.async('login', {
    optional: { timeout: 'Number' },
    returns: ['code'],
    run: () =>
      network.send(async () => {
        if (!runtime.phone.person) throw new ApiFailure('not login', { errno: 600_003 })
        return { code: `local-${crypto.randomUUID()}` }
      }),
  })
  apis.async('checkSession', {
    run: () => {
      if (!runtime.phone.person) throw new ApiFailure('session is expired')
    },
  })
  apis.async('getSetting', {
    optional: { withSubscriptions: 'Boolean' },
    returns: ['authSetting', 'subscriptionsSetting'],
    run: ({ withSubscriptions = false }) => ({
      authSetting: permissions.all(),
      ...(withSubscriptions ? { subscriptionsSetting: subscriptionsSetting() } : {}),
    }),
  })
  apis.async('openSetting', {
    optional: { withSubscriptions: 'Boolean' },
    returns: ['authSetting', 'subscriptionsSetting'],
    run: async ({ withSubscriptions = false }, { fromTap }) => {
      if (!fromTap) throw new ApiFailure('can only be invoked by user TAP gesture.')
      const authSetting = await openSettings(context)
      return {
        authSetting,
        ...(withSubscriptions ? { subscriptionsSetting: subscriptionsSetting() } : {}),
      }
    },
  })
  apis.async('authorize', {
    required: { scope: 'String' },
    run: ({ scope }) => requireScope(context, scope),
  })
}
