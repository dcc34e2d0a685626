import type { OpenTypeRequest } from '../parts'
import { defineApp } from './app'
import { defineAuthorization } from './authorization'
import { type ComponentKnowledge, defineCanIUse } from './can-i-use'
import { defineCloud } from './cloud'
import type { WxContext } from './context'
import { defineDevice } from './device'
import { defineFileSystem } from './file-system'
import { defineLocation } from './location'
import { defineMedia } from './media'
import { defineNavigationBar } from './navigation-bar'
import { defineNetwork } from './network'
import { createOpenTypes } from './open-type'
import { definePageTools } from './page-tools'
import { defineRequests } from './request'
import { defineRouting } from './routing'
import { defineScan } from './scan'
import { defineSharing } from './share'
import { defineStorage } from './storage'
import { defineSubscribe } from './subscribe'
import { defineSystem } from './system'
import { defineTabBar } from './tab-bar'
import { defineUi } from './ui'

/** What the person starts outside of the page's script: `<button open-type>` and the capsule's menu. */
export interface WxButtons {
  open(request: OpenTypeRequest): void
  canShare(): boolean
  shareFromMenu(): void
  /** What the app wants asked before the person leaves the shown page. */
  leaveQuestion(): string | undefined
}

/** Puts every API that this WeChat has onto `wx`, family by family. */
export function defineWx(context: WxContext, components: ComponentKnowledge): WxButtons {
  const leaveQuestion = defineRouting(context)
  defineStorage(context)
  defineUi(context)
  defineNavigationBar(context)
  defineTabBar(context)
  defineSystem(context)
  defineApp(context)
  defineCloud(context)
  defineNetwork(context)
  defineRequests(context)
  defineFileSystem(context)
  defineMedia(context)
  defineScan(context)
  defineLocation(context)
  defineDevice(context)
  definePageTools(context)
  defineAuthorization(context)
  defineSubscribe(context)
  context.privacy.define(context.apis)
  const sharing = defineSharing(context)
  const openTypes = createOpenTypes(context, sharing)
  defineCanIUse(context.apis, (component, attribute, value) =>
    component === 'button' && attribute === 'open-type' && value !== undefined
      ? openTypes.known.includes(value)
      : components(component, attribute, value),
  )
  return {
    open: openTypes.open,
    canShare: sharing.canShare,
    leaveQuestion,
    shareFromMenu() {
      const page = context.runtime.router.top
      if (page) sharing.share(page, 'menu').catch(context.runtime.reportError)
    },
  }
}
