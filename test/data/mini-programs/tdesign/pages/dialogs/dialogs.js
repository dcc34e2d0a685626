import Dialog from 'tdesign-miniprogram/dialog/index'
import Toast from 'tdesign-miniprogram/toast/index'
Page({
  data: { answer: '' },
  ask() {
    Dialog.confirm({ context: this, selector: '#t-dialog', title: '撤回这条通知？', content: '撤回后不可恢复', confirmBtn: '撤回', cancelBtn: '再想想' }).then(
      () => this.setData({ answer: '已撤回' }),
      () => this.setData({ answer: '没有撤回' }),
    )
  },
  tell() { Toast({ context: this, selector: '#t-toast', message: '已保存', theme: 'success', direction: 'column' }) },
})
