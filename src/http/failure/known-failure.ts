import type { AcceptOfferError } from '../../actions/placements/accept-offer.ts';
import type { AgreeToAskBackError } from '../../actions/ask-backs/agree-to-ask-back.ts';
import type { InviteGuestError } from '../../actions/ask-backs/invite-guest.ts';
import type { ApplyImportError } from '../../actions/imports/apply-import.ts';
import type { ReceiveFileError } from '../../actions/imports/receive-file.ts';
import type { AgreeError } from '../../actions/consents/agree.ts';
import type { AnswerBatchError } from '../../actions/query-batches/answer-batch.ts';
import type { AskCorrectionError } from '../../actions/certificates/ask-correction.ts';
import type { AskRefereeError } from '../../actions/references/ask-referee.ts';
import type { BeginApplicationError } from '../../actions/applications/begin-application.ts';
import type { BeginClearanceError } from '../../actions/clearances/begin-clearance.ts';
import type { BeginRequestError } from '../../actions/requests/begin-request.ts';
import type { CancelRequestError } from '../../actions/requests/cancel-request.ts';
import type { AllowMailError } from '../../actions/accounts/allow-mail.ts';
import type { ChangeConditionsError } from '../../actions/conditions/change-conditions.ts';
import type { ChangeAccountError } from '../../actions/accounts/change-account.ts';
import type { ConsentsMissing } from '../../actions/consents/missing-consents.ts';
import type { CreateAccountError } from '../../actions/accounts/create-account.ts';
import type { DecideApplicationError } from '../../actions/applications/decide-application.ts';
import type { DecideClearanceError } from '../../actions/clearances/decide-clearance.ts';
import type { DeclineCorrectionError } from '../../actions/certificates/decline-correction.ts';
import type { DecideReviewError } from '../../actions/barred/decide-review.ts';
import type { AnswerDisputeError } from '../../actions/disputes/answer-dispute.ts';
import type { OpenDisputeError } from '../../actions/disputes/open-dispute.ts';
import type { SettleDisputeError } from '../../actions/disputes/settle-dispute.ts';
import type { GiveFeedbackError } from '../../actions/feedback/give-feedback.ts';
import type { SetOwnDaysError } from '../../actions/placements/set-own-days.ts';
import type { EraseOwnAccountError } from '../../actions/accounts/erase-own-account.ts';
import type { ExtendOfferError } from '../../actions/placements/extend-offer.ts';
import type { FreezeAccountError } from '../../actions/accounts/freeze-account.ts';
import type { MakeBatchError } from '../../actions/query-batches/make-batch.ts';
import type { MergeAccountsError } from '../../actions/merges/merge-accounts.ts';
import type { UndoMergeError } from '../../actions/merges/undo-merge.ts';
import type { AskSafeError } from '../../actions/safety/ask-safe.ts';
import type { ChangeTrainingError } from '../../actions/trainings/change-training.ts';
import type { MoveTrainingError } from '../../actions/trainings/move-training.ts';
import type { MoveRequestError } from '../../actions/requests/move-request.ts';
import type { NameCaptainError } from '../../actions/squads/name-captain.ts';
import type { NoSignatory } from '../../actions/certificates/write-certificate.ts';
import type { NotReady } from '../../actions/placements/complete-placement.ts';
import type { OfferAlternateError } from '../../actions/alternates/offer-alternate.ts';
import type { Overlaps } from '../../actions/placements/offer-placement.ts';
import type { PlaceByHandError } from '../../actions/placements/place-by-hand.ts';
import type { RecordLessonError } from '../../actions/placements/record-lesson.ts';
import type { ReleaseSeasonError } from '../../actions/seasons/release-season.ts';
import type { RetryLetterError } from '../../actions/outbox/retry-letter.ts';
import type { RunOutdated } from '../../actions/runs/publish-run.ts';
import type { NotARepair } from '../../actions/runs/repair-moves.ts';
import type { NoExactCosts, RunNotDone } from '../../actions/runs/solved-run.ts';
import type { SaveSignatoryError } from '../../actions/signatories/save-signatory.ts';
import type { SendAnnouncementError } from '../../actions/announcements/send-announcement.ts';
import type { StartPlacementError } from '../../actions/placements/start-placement.ts';
import type { SubmitClearanceError } from '../../actions/clearances/submit-clearance.ts';
import type { ConfirmSwapError } from '../../actions/swaps/confirm-swap.ts';
import type { ProposeSwapError } from '../../actions/swaps/propose-swap.ts';
import type { CreateWebhookError } from '../../actions/webhooks/create-webhook.ts';
import type { ReplayWebhookError } from '../../actions/webhooks/replay-webhook.ts';
import type { SubmitApplicationError } from '../../actions/applications/submit-application.ts';

/** Whatever can be answered with a problem: the failures of the actions, and those of a call itself. */
export type KnownFailure =
  | AgreeError
  | ApplyImportError
  | ReceiveFileError
  | AgreeToAskBackError
  | InviteGuestError
  | AnswerBatchError
  | AnswerDisputeError
  | OpenDisputeError
  | GiveFeedbackError
  | SetOwnDaysError
  | SettleDisputeError
  | AskCorrectionError
  | AskRefereeError
  | ConsentsMissing
  | DeclineCorrectionError
  | DecideReviewError
  | EraseOwnAccountError
  | ExtendOfferError
  | FreezeAccountError
  | MakeBatchError
  | MergeAccountsError
  | UndoMergeError
  | { readonly kind: 'under-review' }
  | AcceptOfferError
  | BeginApplicationError
  | BeginClearanceError
  | BeginRequestError
  | CancelRequestError
  | ChangeAccountError
  | ChangeConditionsError
  | ConfirmSwapError
  | CreateAccountError
  | DecideApplicationError
  | DecideClearanceError
  | AskSafeError
  | MoveRequestError
  | ChangeTrainingError
  | MoveTrainingError
  | NameCaptainError
  | NoSignatory
  | NotReady
  | OfferAlternateError
  | Overlaps
  | PlaceByHandError
  | ProposeSwapError
  | RecordLessonError
  | ReleaseSeasonError
  | RetryLetterError
  | NoExactCosts
  | NotARepair
  | RunNotDone
  | RunOutdated
  | SaveSignatoryError
  | SendAnnouncementError
  | StartPlacementError
  | AllowMailError
  | SubmitClearanceError
  | CreateWebhookError
  | ReplayWebhookError
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }
  | SubmitApplicationError
  | {
      readonly kind:
        | 'foreign-origin'
        | 'malformed'
        | 'too-large'
        | 'unsupported-media'
        | 'version-missing'
        | 'idempotency-mismatch'
        | 'no-such-operation'
        | 'fault';
    };
