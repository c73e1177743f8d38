import { catalogue } from './catalogue.ts';

/** What happened to a file of earlier records. */
export const importEvents = catalogue(
  {
    'account.imported': '由文件导入',
    'import.received': '收到文件',
    'import.mapped': '更改列的对应',
    'import.checking': '开始检查',
    'import.checked': '检查完毕',
    'import.applying': '开始导入',
    'import.done': '导入完毕',
    'import.failed': '未能导入',
    'import.stopped': '停止导入',
  },
  {
    'account.imported': 'Came in with a file',
    'import.received': 'File received',
    'import.mapped': 'Columns matched otherwise',
    'import.checking': 'Check begun',
    'import.checked': 'Checked',
    'import.applying': 'Import begun',
    'import.done': 'Imported',
    'import.failed': 'Not imported',
    'import.stopped': 'Stopped',
  },
);
