/** The states of a swap, in a word. */
export const swapStates = {
  zh: {
    invited: '待对方答复',
    proposed: '待邀请人同意',
    agreed: '待协调员确认',
    confirmed: '已互换',
    refused: '未获确认',
    withdrawn: '已撤回',
    lapsed: '已失效',
  },
  en: {
    invited: 'Waits for an answer',
    proposed: 'Waits for whoever invited',
    agreed: 'Waits for a coordinator',
    confirmed: 'Exchanged',
    refused: 'Not confirmed',
    withdrawn: 'Taken back',
    lapsed: 'Lapsed',
  },
};

/** What happens to a swap. */
export const swapEvents = {
  zh: {
    'swap.invited': '提出互换派遣',
    'swap.link-made': '重新生成互换链接',
    'swap.proposed': '答复互换邀请',
    'swap.agreed': '同意互换',
    'swap.confirmed': '互换已确认',
    'swap.refused': '互换未获确认',
    'swap.withdrawn': '撤回互换',
    'swap.lapsed': '互换已失效',
  },
  en: {
    'swap.invited': 'Offered a placement for another',
    'swap.link-made': 'Link to swap made anew',
    'swap.proposed': 'Answered an invitation to swap',
    'swap.agreed': 'Agreed to a swap',
    'swap.confirmed': 'Swap confirmed',
    'swap.refused': 'Swap not confirmed',
    'swap.withdrawn': 'Swap taken back',
    'swap.lapsed': 'Swap lapsed',
  },
};
