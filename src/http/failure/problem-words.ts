import { conditionProblems } from './condition-problem-words.ts';
import type { KnownFailure } from './known-failure.ts';
import { oursProblems } from './ours-problem-words.ts';
import { placementProblems } from './placement-problem-words.ts';
import { stationProblems } from './station-problem-words.ts';
import { say, type ProblemWords } from './say.ts';
import { webhookProblems } from './webhook-problem-words.ts';

/** Status, title and what to do, for every kind of failure; a kind without an entry does not compile. */
export const problems: Record<KnownFailure['kind'], ProblemWords> = {
  'file-unreadable': say(
    422,
    ['文件无法读取', 'why 说明原因，line 是出错的行；什么都没有保存。'],
    ['The file cannot be read', 'The reason stands under why, the line under line, where there is one. Nothing was kept of it.'],
  ),
  'import-has-faults': say(
    409,
    ['有错误的行，不能全部导入', '请改好 faulty 行后重新发送文件，或改为只导入没有错误的行（mode=rows）。'],
    [
      'Rows have faults, so not all can be imported',
      'Mend the faulty rows and send the file again, or import the sound rows alone (mode=rows).',
    ],
  ),
  malformed: say(
    400,
    ['请求格式有误', '内容不是有效的 JSON，或某个请求头写错了。'],
    ['The request is malformed', 'The body is no valid JSON, or a header is written wrongly.'],
  ),
  'foreign-origin': say(
    403,
    ['请从本站页面操作', '登录后的修改只接受从本站页面发出的请求；程序请用令牌。'],
    ['Do this from a page of this site', 'What a session changes must come from our own pages. Programs send a token.'],
  ),
  'too-many': say(
    429,
    ['请稍后再试', '尝试次数过多，retryAfterSeconds 秒后可以再试。'],
    ['Try again later', 'There were too many tries. Try again after retryAfterSeconds seconds.'],
  ),
  'not-signed-in': say(
    401,
    ['请先登录', '请先登录，或带上有效的令牌：Authorization: Bearer …'],
    ['Sign in first', 'Sign in, or send a valid token: Authorization: Bearer …'],
  ),
  forbidden: say(
    403,
    ['您的角色不能这样做', 'roles 列出了可以这样做的角色。'],
    ['Your role may not do this', 'The roles that may are listed under roles.'],
  ),
  'not-found': say(404, ['没有找到', '没有这个编号，或者它不归您查看。'], ['Not found', 'Nothing has this id, or it is not yours to see.']),
  'no-such-operation': say(
    404,
    ['没有这个操作', '请对照接口文档检查地址和方法。'],
    ['There is no such operation', 'Compare the address and the method with the API’s document.'],
  ),
  'illegal-move': say(
    409,
    ['目前的状态不允许这一步', 'state 是目前的状态，allowed 是可行的步骤。'],
    ['The present state does not allow this', 'The present state stands under state, what is possible from it under allowed.'],
  ),
  'not-editable': say(
    409,
    ['目前的状态不能修改', '提交之后须先被退回，才能再改。'],
    ['It cannot be changed in its present state', 'Once handed in, it must be returned before it can be changed.'],
  ),
  'season-forbids': say(
    409,
    ['招募季目前的阶段不允许', 'needs 是这一步所需的阶段。'],
    ['The season is not at the stage this needs', 'The stage it needs stands under needs.'],
  ),
  'window-closed': say(
    409,
    ['不在受理期内', '受理期从 opensDay 到 closesDay。'],
    ['The window is not open', 'It is open from opensDay to closesDay.'],
  ),
  'announcement-sent': say(
    409,
    ['这份通知已经发出', '发出的通知不能修改、删除或再发；请另写一份。'],
    ['The announcement is sent', 'What was sent cannot be changed, thrown away or sent again. Write another one.'],
  ),
  'audience-changed': say(
    409,
    ['收信人数有变化', '现在会写给 count 人；请再看一遍收信人，再发出。'],
    ['Others are meant by now', 'It would go to count people now. Look at who they are once more, then send it.'],
  ),
  'nobody-to-write-to': say(
    409,
    ['没有人会收到', '这样选没有收信人；请改选收信人。'],
    ['Nobody would get it', 'Nobody is meant by this choice. Choose others.'],
  ),
  'profile-missing': say(
    409,
    ['请先填写志愿者资料', '资料可在 PATCH /me 中填写。'],
    ['Fill in your volunteer profile first', 'It is part of PATCH /me.'],
  ),
  'one-a-season': say(
    409,
    ['本季已有一份申请', '每人每季一份；可以修改或撤回原来的那份。'],
    ['There is an application for this season already', 'There is one a person and season: change it, or withdraw it first.'],
  ),
  'clearance-pending': say(409, ['同类审查正在进行', '请等它有结果。'], ['A check of this kind is under way', 'Wait for its outcome.']),
  'consents-missing': say(
    409,
    ['请先同意有关条款', 'texts 列出了需要同意的条款和版本；全文见 GET /texts，同意用 POST /me/consents。'],
    ['Agree to something first', 'What it is stands under texts; the wording is at GET /texts, and POST /me/consents agrees.'],
  ),
  'text-changed': say(
    409,
    ['条款已经更新', '请阅读现行版本（version）后再同意。'],
    ['The text has changed', 'Read the version in force, which stands under version, and agree to that.'],
  ),
  'comes-by-itself': say(
    409,
    ['这项审查不用手动提交', '推荐由推荐人填写后自动提交；守则和协议同意后自动通过（POST /me/consents）。'],
    [
      'This check is not handed in by hand',
      'A reference comes in with the referee’s answer; a text is cleared by agreeing to it (POST /me/consents).',
    ],
  ),
  'not-a-reference': say(
    409,
    ['这项审查不需要推荐人', '只有两份推荐需要推荐人。'],
    ['This check takes no referee', 'Only the two references do.'],
  ),
  'review-decided': say(409, ['已有结论', 'state 是结论。'], ['It was decided already', 'The decision stands under state.']),
  'nobody-waits': say(
    409,
    ['没有人等待查询', '没有已提交的从业查询，也没有即将到期的。'],
    ['Nobody waits for a query', 'No employment query is handed in, and none ends soon.'],
  ),
  'batch-answered': say(
    409,
    ['这份名单已有结果', '结果于 answeredDay 录入。'],
    ['This list was answered already', 'The day of the answer stands under answeredDay.'],
  ),
  'placements-stand': say(
    409,
    ['还有派遣没有结束', 'placementIds 列出了这些派遣；请先退出或完成。'],
    ['A placement still stands', 'Which stands under placementIds. Step back from it, or complete it, first.'],
  ),
  'merge-stops': say(
    409,
    ['这两个账户还不能合并', 'obstacles 列出了须先解决的问题。'],
    ['These accounts cannot become one yet', 'What must be settled first stands under obstacles.'],
  ),
  'merge-undone': say(409, ['这次合并已撤销', '两个账户已经分开。'], ['This merge was undone', 'The accounts are two again.']),
  'undo-too-late': say(409, ['已过撤销期限', '合并后三十天内可以撤销。'], ['Too late to undo', 'A merge can be undone for thirty days.']),
  'merge-changed': say(
    409,
    ['合并之后有记录改变，不能撤销', 'changes 列出了改变或新增的记录。撤销要么完整，要么不做。'],
    ['Rows have changed since, so the merge cannot be undone', 'Which stand under changes. A merge is undone as a whole or not at all.'],
  ),
  'own-account': say(409, ['不能冻结自己的账户', '请由另一位管理员操作。'], ['This is your own account', 'Another admin must do this.']),
  'mail-not-stopped': say(
    409,
    ['这个邮箱没有停止寄送', '不需要恢复。'],
    ['Letters go to this address', 'There is nothing to allow again.'],
  ),
  'letter-not-waiting': say(
    409,
    ['这封信不再等待寄送', 'state 是它的状态：sent 已寄出；given_up 已放弃，内容已删除；held 收信邮箱已停止寄送，请先恢复。'],
    [
      'The letter no longer waits',
      'Its state stands under state: sent; given_up, and then its content is gone; or held, and then its address must be allowed again first.',
    ],
  ),
  'under-review': say(
    409,
    ['保护负责人正在核查', '核查结束前不能通过。请不要告知本人。'],
    ['Safeguarding is looking at this', 'It cannot be cleared before they are done. Do not tell the person.'],
  ),
  'own-application': say(
    409,
    ['不能审批自己的申请', '须由另一位协调员审批。'],
    ['Nobody decides on their own application', 'Another coordinator must.'],
  ),
  'own-swap': say(409, ['不能确认自己的互换', '须由另一位协调员确认。'], ['Nobody confirms their own swap', 'Another coordinator must.']),
  'own-clearance': say(
    409,
    ['不能核验自己的审查', '须由另一位工作人员核验。'],
    ['Nobody verifies their own check', 'Another member of staff must.'],
  ),
  'not-a-partner': say(
    409,
    ['该县尚未加入', '须先由协调员设定需求等级。'],
    ['The county is not a partner', 'A coordinator must give it a need tier first.'],
  ),
  'already-teaching': say(
    409,
    ['已经开始支教', '已有人到岗的需求不能取消。'],
    ['Teaching has begun already', 'A request where somebody teaches cannot be cancelled.'],
  ),
  'last-admin': say(
    409,
    ['至少要有一位管理员', '请先让另一个账号成为管理员。'],
    ['Somebody must be an admin', 'Make another account an admin first.'],
  ),
  'email-taken': say(409, ['该邮箱已有账号', '请用另一个邮箱。'], ['The address has an account already', 'Use another address.']),
  ...conditionProblems,
  ...placementProblems,
  ...webhookProblems,
  'ask-back-lapsed': say(
    409,
    ['已过答复期限', '重返邀请在匹配日之前提出和答复。'],
    ['The day of the match has passed', 'Counties ask back, and volunteers answer, until the day of the match.'],
  ),
  'asked-back-already': say(
    409,
    ['已经邀请过', '这位志愿者在这份需求上已有一份有效的邀请；可以先收回再邀请。'],
    ['They are asked already', 'This volunteer has a live invitation to this request. Take it back before you ask again.'],
  ),
  'run-outdated': say(
    409,
    ['匹配之后情况已变', '请重新匹配；changed 列出不再成立的派遣和原因，isDrawnAnew 表示抽签种子已更换。'],
    [
      'Things have changed since the run',
      'Run the match again. Pairs that no longer hold stand under changed; isDrawnAnew says that the lottery has a new seed.',
    ],
  ),
  'no-exact-costs': say(
    409,
    ['这次匹配无法逐项说明代价', '只有按目标求得、不含同行小组、开班下限和多次派遣的匹配，其价格才能精确说明每一个“如果”。'],
    [
      'Exact costs cannot be given for this match',
      'Only where a match is the best by goals, with no teams, no all-or-nothing requests and one placement a person do its prices say what every other would cost.',
    ],
  ),
  'no-signatory': say(
    409,
    ['当日没有在任的签发人', '请管理员登记 completedDay 当日在任的签发人，再出具证明。'],
    ['Nobody was in office to sign', 'Ask an admin to enter who was in office on completedDay, then issue the certificate.'],
  ),
  'offices-overlap': say(
    409,
    ['任期与另一位签发人重叠', '同一天只能有一位签发人；with 是另一位。'],
    ['The days overlap with another signatory’s', 'One person signs for each day; the other stands under with.'],
  ),
  'asked-already': say(
    409,
    ['已经申请过更正', '请等协调员答复；答复之后可以再申请。'],
    ['A correction is asked for already', 'Wait for the coordinator’s answer; after it you may ask again.'],
  ),
  'nothing-asked': say(
    409,
    ['没有待答复的更正申请', '本人没有申请更正，或者已经答复。'],
    ['No correction is asked for', 'The holder has asked for none, or it is answered already.'],
  ),
  'not-a-repair': say(
    409,
    ['这次匹配不是修复', '只有修复才说明谁会变动；两次匹配的差别见 GET /runs/compare。'],
    ['This run is no repair', 'Only repairs say who moves. GET /runs/compare tells two runs apart.'],
  ),
  'run-not-done': say(
    409,
    ['匹配尚无结果', '只有算完的匹配才能比较；state 是目前的状态。'],
    ['The run has no result', 'Only runs that are done can be compared; its present state stands under state.'],
  ),
  ...stationProblems,
  'nothing-proposed': say(409, ['没有待发出的派遣', '请先公布一次匹配结果。'], ['There is nothing to release', 'Publish a run first.']),
  'proposals-overlap': say(409, ['有派遣日期重叠', '请先取消其中之一。'], ['Some proposals overlap', 'Drop one of each pair first.']),
  stale: say(
    412,
    ['内容已被他人修改', '请重新读取，再在新版本上修改。'],
    ['It was changed by somebody else', 'Read it again and change the new version.'],
  ),
  'too-large': say(
    413,
    ['内容过大', '每次请求至多 1 MiB；导入的文件至多 64 MiB。'],
    ['The body is too large', 'A request holds at most 1 MiB, a file to import at most 64 MiB.'],
  ),
  'unsupported-media': say(
    415,
    ['只接受 JSON', '请用 Content-Type: application/json。'],
    ['Only JSON is accepted', 'Send Content-Type: application/json.'],
  ),
  invalid: say(
    422,
    ['有些内容需要更正', 'errors 逐一列出位置和原因；什么都没有保存。'],
    ['Some fields need correcting', 'Each fault stands under errors with its place and reason. Nothing was saved.'],
  ),
  'idempotency-mismatch': say(
    422,
    ['同一幂等键用于不同请求', '新的请求请用新的键。'],
    ['The idempotency key was used for another request', 'Use a new key for a new request.'],
  ),
  'version-missing': say(
    428,
    ['请用 If-Match 说明所依据的版本', '把读取时得到的 ETag 放在 If-Match 中。'],
    ['Say with If-Match which version you changed', 'Send the ETag that you read as If-Match.'],
  ),
  ...oursProblems,
};
