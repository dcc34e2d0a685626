throw new Error('module broke')
