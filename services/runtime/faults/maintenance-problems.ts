import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** The messages why maintenance of the views failed or was refused: [Chinese, English]. */
export const maintenanceProblems = {
  ledgerEnded: [
    '台账在执行时停止了；请重新下达，没有损坏任何内容',
    'the ledger ended while it worked on this; order it again, nothing is broken',
  ],
  beingStopped: ['台账正在停止', 'the ledger is being stopped'],
  busy: [
    '视图已经在重建或修复；请等它完成',
    'the views are being rebuilt or repaired already; wait until that is done',
  ],
  projectorStarting: ['投影进程正在重新启动；请重试', 'the projector is being started again; try again'],
  projectorEnded: [
    '投影进程在执行时结束了；请重试，没有损坏任何内容',
    'the projector ended over it; try again, nothing is broken',
  ],
  projectorNotReady: ['投影进程在就绪之前结束了', 'the projector ended before it was ready'],
  builderEnded: [
    '视图{view}的构建提前结束了；“ledger rebuild {view}”会从停下的地方继续',
    'the builder of {view} ended early; “ledger rebuild {view}” goes on where it stood',
  ],
  notCompared: [
    '视图无法比较（{why}）；如果手工改过{views}，请删除它：它会重新折叠',
    'the views cannot be compared ({why}); if {views} was changed by hand, remove it: it is folded anew',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export const maintenanceSentences = wordSentences(maintenanceProblems);
