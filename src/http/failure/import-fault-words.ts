/** What can be wrong with a row of a file that is imported, beyond what can be wrong with any field. */
export const importFaults: Record<string, readonly [zh: string, en: string]> = {
  ambiguous: ['有几个同名的，请写代码，或连省名一起写', 'Several are called so; write the code, or the province with it'],
  'no-such-day': ['没有这一天', 'There is no such day'],
  'ambiguous-day': ['看不出年、月、日的顺序，请写成 2019-07-05', 'It is not clear which is the month; write it like 2019-07-05'],
  'not-a-number': ['不是数字', 'This is not a number'],
  'overlaps-line': ['与另一行的日期重叠，一个人不能同时在两处', 'The dates overlap another line’s; nobody is in two places at once'],
  'overlaps-record': ['与已有派遣的日期重叠', 'The dates overlap a placement on record'],
  'profile-incomplete': [
    '志愿者资料须填全：类别、单位、地区、出生日期',
    'A volunteer’s profile is whole: kind, institution, region and date of birth',
  ],
  'not-a-partner': ['该县不是合作县', 'The county is not a partner'],
  'season-unknown': ['没有这个招募季', 'There is no such season'],
  'season-not-open': ['招募季已不接受新的需求', 'The season takes no more requests'],
  'season-not-closed': ['招募季还没有结束，不能补录历史', 'The season is not over, so nothing is added to its past'],
  'differs-from-line': ['与同一需求的另一行不一致', 'Another line of the same request says otherwise'],
  'other-row-faulty': ['同一需求的另一行有误', 'Another line of the same request has a fault'],
  'recorded-otherwise': [
    '与已记录的不同；已完成的服务不能用文件覆盖',
    'The record says otherwise; a completed service is not written over by a file',
  ],
  'not-a-draft': ['该需求已提交，不能用文件更改', 'The request was handed in, and is not changed by a file'],
  'roles-kept': ['已有账户的角色不同；角色请在账户页面更改', 'The account has other roles; change roles on the account’s page'],
  barred: ['双方之一已排除对方', 'One side has ruled the other out'],
  'account-closed': ['该账户已冻结、注销或合并', 'The account is frozen, erased or merged'],
  refused: ['与已有记录冲突，未能写入', 'It contradicts what is on record, and was not written'],
  'rows-let-go': ['文件的各行已按期清除，请重新发送文件', 'The rows of the file were let go; send the file again'],
};
