import { memberCode } from '../../../../../cloudfunctions/rules/meeting/code'
import * as session from '../../../../services/session'

/** The person's own code, for the host to scan: needs no network on either phone. */
Component({
  data: { code: '', name: '' },
  lifetimes: {
    attached() {
      const me = session.me()
      if (me !== null) this.setData({ code: memberCode(me.memberId), name: me.name })
    },
  },
})
