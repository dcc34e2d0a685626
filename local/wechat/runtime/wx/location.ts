import { ApiFailure } from './apis'
import type { WxContext } from './context'

const SCOPE = 'scope.userLocation'

/** `wx.getLocation`. Refused unless app.json declares it and says what for. */
export function defineLocation({ apis, runtime, shell, permissions, privacy }: WxContext): void {
  apis.async('getLocation', {
    optional: {
      type: 'String',
      altitude: 'Boolean',
      isHighAccuracy: 'Boolean',
      highAccuracyExpireTime: 'Number',
    },
    returns: [
      'latitude',
      'longitude',
      'speed',
      'accuracy',
      'altitude',
      'verticalAccuracy',
      'horizontalAccuracy',
    ],
    run: async () => {
      const { requiredPrivateInfos, permission } = runtime.config.app as {
        requiredPrivateInfos?: string[]
        permission?: Record<string, { desc?: string }>
      }
      if (!requiredPrivateInfos?.includes('getLocation')) {
        throw new ApiFailure(
          'the api need to be declared in the requiredPrivateInfos field in app.json/ext.json',
          { errno: 112 },
        )
      }
      const description = permission?.[SCOPE]?.desc
      if (description === undefined) throw new ApiFailure(`require permission desc`)
      await privacy.require('getLocation')
      if (permissions.allowed(SCOPE) === false) throw new ApiFailure('auth deny', { errno: 103 })
      const { position } = await shell.sheets.location(description)
      permissions.decide(SCOPE, position !== null)
      if (!position) throw new ApiFailure('auth deny', { errno: 103 })
      return {
        ...position,
        speed: -1,
        altitude: 0,
        verticalAccuracy: 0,
        horizontalAccuracy: position.accuracy,
      }
    },
  })
}
