// Written by `npm run client` from the document of the API; not by hand.

export type Problem = { type: "/problems/file-unreadable" | "/problems/import-has-faults" | "/problems/malformed" | "/problems/foreign-origin" | "/problems/too-many" | "/problems/not-signed-in" | "/problems/forbidden" | "/problems/not-found" | "/problems/no-such-operation" | "/problems/illegal-move" | "/problems/not-editable" | "/problems/season-forbids" | "/problems/window-closed" | "/problems/announcement-sent" | "/problems/audience-changed" | "/problems/nobody-to-write-to" | "/problems/profile-missing" | "/problems/one-a-season" | "/problems/clearance-pending" | "/problems/consents-missing" | "/problems/text-changed" | "/problems/comes-by-itself" | "/problems/not-a-reference" | "/problems/review-decided" | "/problems/nobody-waits" | "/problems/batch-answered" | "/problems/placements-stand" | "/problems/merge-stops" | "/problems/merge-undone" | "/problems/undo-too-late" | "/problems/merge-changed" | "/problems/own-account" | "/problems/mail-not-stopped" | "/problems/letter-not-waiting" | "/problems/under-review" | "/problems/own-application" | "/problems/own-swap" | "/problems/own-clearance" | "/problems/not-a-partner" | "/problems/already-teaching" | "/problems/last-admin" | "/problems/email-taken" | "/problems/conditions-changed" | "/problems/conditions-open" | "/problems/request-over" | "/problems/conditions-unchanged" | "/problems/line-full" | "/problems/offer-lapsed" | "/problems/no-free-seat" | "/problems/not-an-alternate" | "/problems/no-extension" | "/problems/checks-missing" | "/problems/too-early" | "/problems/lesson-overlaps" | "/problems/not-ready" | "/problems/dispute-open" | "/problems/answer-awaited" | "/problems/feedback-closed" | "/problems/placement-overlaps" | "/problems/pair-not-placeable" | "/problems/already-placed" | "/problems/swap-breaks-rules" | "/problems/swap-open-already" | "/problems/swap-too-late" | "/problems/swap-outdated" | "/problems/captain-by-line" | "/problems/nobody-under-way" | "/problems/too-many-webhooks" | "/problems/delivery-waiting" | "/problems/nothing-to-replay" | "/problems/ask-back-lapsed" | "/problems/asked-back-already" | "/problems/run-outdated" | "/problems/no-exact-costs" | "/problems/no-signatory" | "/problems/offices-overlap" | "/problems/asked-already" | "/problems/nothing-asked" | "/problems/not-a-repair" | "/problems/run-not-done" | "/problems/station-full" | "/problems/training-reported" | "/problems/no-stations" | "/problems/nothing-proposed" | "/problems/proposals-overlap" | "/problems/stale" | "/problems/too-large" | "/problems/unsupported-media" | "/problems/invalid" | "/problems/idempotency-mismatch" | "/problems/version-missing" | "/problems/unavailable" | "/problems/fault"; title: string; detail: string; status: number; instance?: string | undefined; state?: string | undefined; allowed?: (string)[] | undefined; thing?: string | undefined; move?: string | undefined; needs?: string | undefined; permission?: string | undefined; roles?: (string)[] | undefined; version?: number | null | undefined; retryAfterSeconds?: number | undefined; answerByAt?: string | undefined; answeredDay?: string | undefined; applicationId?: string | undefined; changed?: ({ applicationId: string; lineId: string; why: string; })[] | undefined; changes?: ({ table: string | null; key: string | null; because: "changed" | "added"; })[] | undefined; clearanceId?: string | undefined; clearanceKind?: string | undefined; closesDay?: string | undefined; completedDay?: string | undefined; count?: number | undefined; countyCode?: string | undefined; disputeId?: string | undefined; endDay?: string | undefined; faulty?: number | undefined; first?: (string)[] | undefined; second?: (string)[] | undefined; gaps?: (string)[] | undefined; isDrawnAnew?: boolean | undefined; lastSequence?: number | undefined; lessonId?: string | undefined; line?: number | undefined; matchDay?: string | undefined; maximum?: number | undefined; missing?: (string)[] | undefined; most?: number | undefined; name?: string | undefined; obstacles?: (string)[] | undefined; opensDay?: string | undefined; placementId?: string | undefined; placementIds?: (string)[] | undefined; questionId?: string | undefined; replyByAt?: string | undefined; runId?: string | undefined; startDay?: string | undefined; text?: string | undefined; texts?: ({ kind: string; version: number; })[] | undefined; through?: string | undefined; why?: string | undefined; with?: string | undefined; errors?: ({ pointer: string; code: string; message: string; })[] | undefined; };
export type Status = { status: "works" | "late" | "unreached"; at: string; parts: ({ part: "site" | "clock" | "letters" | "matches" | "exchange"; state: "works" | "late" | "unreached"; })[]; gaps: ({ fromAt: string; untilAt: string; })[]; };
export type Subject = { code: string; nameZh: string; nameEn: string; position: number; };
export type Province = { code: string; nameZh: string; nameEn: string; quota: number | null; };
export type County = { code: string; provinceCode: string; nameZh: string; nameEn: string; tier: number | null; partnerSinceDay: string | null; beds: number | null; madeUp: boolean; };
export type Statistics = { asOf: string; reported: { volunteers: number; totals: ({ code: string; topic: string; labelZh: string; labelEn: string; figure: number; atLeast: boolean; fromYear: number | null; toYear: number | null; sourceZh: string; sourceEn: string; })[]; }; recorded: { by: "season" | "year" | "province" | "county" | "tier" | "subject" | "delivery" | "requestKind" | "volunteerKind" | "homeRegion" | "institution" | "firstTimer" | "role" | null; and: "season" | "year" | "province" | "county" | "tier" | "subject" | "delivery" | "requestKind" | "volunteerKind" | "homeRegion" | "institution" | "firstTimer" | "role" | null; filter: { season?: string | undefined; year?: string | undefined; province?: string | undefined; county?: string | undefined; tier?: string | undefined; subject?: string | undefined; delivery?: string | undefined; requestKind?: string | undefined; volunteerKind?: string | undefined; homeRegion?: string | undefined; institution?: string | undefined; firstTimer?: string | undefined; role?: string | undefined; }; rows: (StatisticsRow)[]; }; definitions: { measures: ({ code: string; name: { zh: string; en: string; }; means: { zh: string; en: string; }; })[]; dimensions: ({ code: string; name: { zh: string; en: string; }; means: { zh: string; en: string; }; })[]; keptBack: { zh: string; en: string; }; }; };
export type StatisticsRow = { key: string | null; andKey: string | null; completions: number | null; volunteers: number | null; daysServed: number | null; lessonsHeld: number | null; minutesTaught: number | null; learners: number | null; counties: number | null; madeUp: number | null; };
export type StatisticsLengthRow = { completions: number | null; daysFrom: number | null; daysTo: number | null; hoursFrom: number | null; hoursTo: number | null; };
export type CountedCompletion = { placementId: string; seasonId: string; countyCode: string; subjectCode: string; delivery: string; daysServed: number; lessonsHeld: number; minutesTaught: number; learners: number; };
export type Equity = { seasonId: string; publishedAt: string; all: EquityRow; by: { homeRegion?: (EquityRow)[] | undefined; institution?: (EquityRow)[] | undefined; firstTimer?: (EquityRow)[] | undefined; volunteerKind?: (EquityRow)[] | undefined; }; tiers: ({ tier: number; minimum: { seats: number; filled: number | null; }; ideal: { seats: number; filled: number | null; }; maximum: { seats: number; filled: number | null; }; })[]; };
export type EquityRow = { key: string; applicants: number | null; outcomes: { first?: number | null | undefined; second?: number | null | undefined; third?: number | null | undefined; later?: number | null | undefined; unranked?: number | null | undefined; nothing?: number | null | undefined; }; };
export type Partnership = { id: string; countyCode: string; county: { zh: string; en: string; }; province: { zh: string; en: string; }; partnerZh: string; partnerEn: string; sinceYear: number; untilYear: number | null; agreedZh: string; agreedEn: string; sourceZh: string; sourceEn: string; madeUp: boolean; achievements: ({ id: string; day: string; zh: string; en: string; sourceZh: string; sourceEn: string; madeUp: boolean; })[]; version: number; createdAt: string; };
export type CountyYear = { year: number; completions: number | null; volunteers: number | null; daysServed: number | null; lessonsHeld: number | null; minutesTaught: number | null; returned: number | null; subjectCodes: (string)[] | null; };
export type Station = { id: string; countyCode: string; nameZh: string; nameEn: string; rooms: number; seats: number; roomList: ({ name: string; seats: number; })[]; link: "satellite" | "internet"; openedDay: string; closedDay: string | null; lastSessionDay: string | null; bandwidth: { testedDay: string; downMbps: number; upMbps: number; latencyMs: number; } | null; madeUp: boolean; version: number; createdAt: string; };
export type SleepingStation = { id: string; countyCode: string; nameZh: string; nameEn: string; openedDay: string; lastSessionDay: string | null; liaisonConfirmedDay: string | null; reasons: ("no-session" | "liaison-missing" | "liaison-overdue")[]; };
export type BandwidthTest = { id: string; testedDay: string; downMbps: number; upMbps: number; latencyMs: number; };
export type StationLiaison = { name: string; phone: string; email: string; confirmedDay: string; dueDay: string; };
export type TrainingReach = { by: "year" | "province" | "station" | "programme" | "group" | "delivery"; counted: { people: number | null; attendances: number | null; trainings: number | null; stations: number | null; provinces: number; madeUp: number | null; rows: (Reach)[]; }; reported: (ReachReported)[]; };
export type Reach = { key: string; nameZh: string | null; nameEn: string | null; people: number | null; attendances: number | null; trainings: number | null; stations: number | null; madeUp: number | null; };
export type ReachReported = { topic: string; labelZh: string; labelEn: string; figure: number; isAtLeast: boolean; sourceZh: string; sourceEn: string; };
export type ListedTraining = (Training) & ({ people: number | null; });
export type Training = { id: string; state: "planned" | "open" | "counted" | "cancelled"; kind: "short_course" | "visiting_scholar" | "certificate_programme"; delivery: "classroom" | "internet" | "both"; titleZh: string; titleEn: string; originZh: string; originEn: string; hours: number; startDay: string; endDay: string; sessionDays: (string)[]; reason: string | null; stations: number; provinces: number; reported: number; certificates: number | null; madeUp: boolean; version: number; createdAt: string; };
export type ReceptionWithHistory = (Reception) & ({ history: (AttendanceReport)[]; });
export type AttendanceReport = { number: number; sessions: ({ day: string; heads: { cadres?: number | undefined; officials?: number | undefined; primaryTeachers?: number | undefined; secondaryTeachers?: number | undefined; students?: number | undefined; }; })[]; certificates: number | null; reason: string | null; reportedAt: string; };
export type Reception = { id: string; trainingId: string; stationId: string; countyCode: string; expected: { cadres?: number | undefined; officials?: number | undefined; primaryTeachers?: number | undefined; secondaryTeachers?: number | undefined; students?: number | undefined; } | null; people: { cadres?: number | undefined; officials?: number | undefined; primaryTeachers?: number | undefined; secondaryTeachers?: number | undefined; students?: number | undefined; } | null; attendances: number; certificates: number | null; reports: number; reportedAt: string | null; };
export type Season = { id: string; nameZh: string; nameEn: string; state: "planned" | "open" | "matching" | "placing" | "teaching" | "closed"; timeZone: string; applicationsOpenDay: string; applicationsCloseDay: string; requestsOpenDay: string; requestsCloseDay: string; matchDay: string; replyHours: number; teachingStartDay: string; teachingEndDay: string; checks: { on_site: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; distance: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; blended: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; }; lotterySeedSha256: string; madeUp: boolean; createdAt: string; version: number; };
export type Need = { lineId: string; requestId: string; seasonId: string; countyCode: string; countyNameZh: string; countyNameEn: string; provinceCode: string; tier: number; kind: string; delivery: "on_site" | "distance" | "blended"; place: string; startDay: string; endDay: string; subject: string; level: number; role: string; minimum: number; ideal: number; taken: number; seatsWanted: number; madeUp: boolean; };
export type Account = { id: string; email: string; name: string; locale: "zh" | "en"; roles: ("volunteer" | "county" | "coordinator" | "safeguarding" | "admin")[]; countyCodes: (string)[]; profile: { kind: "student" | "teacher"; homeInstitution: string; homeRegion: "mainland" | "united_states" | "united_kingdom" | "hong_kong" | "macao" | "taiwan" | "other"; timeZone: string; bornDay: string; languages: (string)[]; } | null; madeUp: boolean; createdAt: string; version: number; };
export type HeldData = { account: (Record<string, unknown>)[]; mergedAccounts: (Record<string, unknown>)[]; volunteer: (Record<string, unknown>)[]; tokens: (Record<string, unknown>)[]; barredPairs: (Record<string, unknown>)[]; applications: (Record<string, unknown>)[]; applicationSubjects: (Record<string, unknown>)[]; applicationWindows: (Record<string, unknown>)[]; applicationChoices: (Record<string, unknown>)[]; clearances: (Record<string, unknown>)[]; placements: (Record<string, unknown>)[]; lessons: (Record<string, unknown>)[]; reports: (Record<string, unknown>)[]; confirmations: (Record<string, unknown>)[]; completions: (Record<string, unknown>)[]; toldReasons: (Record<string, unknown>)[]; conditionQuestions: (Record<string, unknown>)[]; askBacks: (Record<string, unknown>)[]; swaps: (Record<string, unknown>)[]; disputes: (Record<string, unknown>)[]; earlyEnds: (Record<string, unknown>)[]; feedback: (Record<string, unknown>)[]; certificates: (Record<string, unknown>)[]; certificateCorrections: (Record<string, unknown>)[]; squadContacts: (Record<string, unknown>)[]; emergencyContacts: (Record<string, unknown>)[]; dayReports: (Record<string, unknown>)[]; safetyReplies: (Record<string, unknown>)[]; origins: (Record<string, unknown>)[]; calendarAddresses: (Record<string, unknown>)[]; unsubscriptions: (Record<string, unknown>)[]; events: (Record<string, unknown>)[]; sessions: (Record<string, unknown>)[]; passkeys: (Record<string, unknown>)[]; identities: (Record<string, unknown>)[]; consents: (Record<string, unknown>)[]; referees: (Record<string, unknown>)[]; trainingAttendances: (Record<string, unknown>)[]; bounces: (Record<string, unknown>)[]; messages: (Record<string, unknown>)[]; identity: { documentType: string; number: string; } | null; healthNote: string | null; withheld: ({ kind: string; why: string; })[]; };
export type LikelyTwins = { items: ({ first: { id: string; name: string; email: string; since: string; }; second: { id: string; name: string; email: string; since: string; }; sameNumber: boolean; sameBirthday: boolean; likeness: number; })[]; };
export type MergePlan = { merged: { id: string; name: string; email: string; }; kept: { id: string; name: string; email: string; }; obstacles: ("same-account" | "own-account" | "erased" | "frozen" | "already-merged" | "roles-differ" | "counties-differ" | "two-documents" | "own-check" | "barred-county" | "two-applications" | "placements-overlap" | "lessons-overlap" | "both-have-one" | "ask-safeguarding")[]; rows: ({ table: string | null; key: string | null; facts: Record<string, unknown>; fate: "moves" | "copies" | "ends" | "stays" | "stops"; because: "same-account" | "own-account" | "erased" | "frozen" | "already-merged" | "roles-differ" | "counties-differ" | "two-documents" | "own-check" | "barred-county" | "two-applications" | "placements-overlap" | "lessons-overlap" | "both-have-one" | "ask-safeguarding" | null; })[]; };
export type Merge = { id: string; merged: { id: string; name: string; email: string; }; kept: { id: string; name: string; email: string; }; mergedAt: string; undoneAt: string | null; undoUntil: string; moved: number; };
export type RecordedMerge = (Merge) & ({ rows: ({ table: string; key: string; column: string; from: string | null; to: string; })[]; changes: ({ table: string | null; key: string | null; because: "changed" | "added"; })[]; });
export type Session = { id: string; userAgent: string | null; createdAt: string; lastSeenAt: string; expiresAt: string; isThis: boolean; };
export type Gone = { id: string; };
export type Passkey = { id: string; name: string | null; createdAt: string; };
export type Token = { id: string; label: string; scopes: (string)[] | null; createdAt: string; expiresAt: string; lastUsedAt: string | null; };
export type NewToken = (Token) & ({ token: string; });
export type Import = { id: string; kind: "stations" | "accounts" | "placements" | "requests"; state: "received" | "checking" | "checked" | "applying" | "done" | "failed" | "stopped"; mode: "all" | "rows"; submits: boolean; file: { name: string; format: "csv" | "xlsx"; encoding: "utf-8" | "gb18030" | null; bytes: number; sha256: string; headerLine: number; }; columns: ({ index: number; header: string; field: string | null; })[]; mapping: Record<string, number>; unmapped: (string)[]; rows: number; counts: { new: number; changed: number; same: number; faulty: number; } | null; written: number; progress: number; failure: string | null; requestedBy: string; createdAt: string; checkedAt: string | null; finishedAt: string | null; version: number; };
export type FaultyRow = { line: number; cells: (string)[]; errors: ({ field: string; column: string | null; code: string; message: string; otherLine: number | null; })[]; };
export type Text = { kind: "code_of_conduct" | "agreement" | "sensitive_data" | "pass_to_county" | "transfer_abroad"; version: number; zh: string; en: string; publishedAt: string; };
export type Consent = { id: string; kind: "code_of_conduct" | "agreement" | "sensitive_data" | "pass_to_county" | "transfer_abroad"; version: number; givenAt: string; withdrawnAt: string | null; };
export type OwnIdentity = { documentType: "resident_id" | "passport" | "mainland_travel_permit" | "taiwan_travel_permit"; maskedNumber: string; updatedAt: string; };
export type SeenIdentity = { documentType: "resident_id" | "passport" | "mainland_travel_permit" | "taiwan_travel_permit"; number: string; };
export type Erasure = { lines: ({ kind: string; becomes: "deleted" | "emptied" | "kept"; why: string; held: number; })[]; standingPlacements: (string)[]; };
export type FrozenAccount = { id: string; frozenAt: string | null; };
export type Retention = { items: ({ kind: string; keptFor: string; from: string; becomes: "deleted" | "emptied"; before: string; due: number; })[]; };
export type Application = { id: string; seasonId: string; volunteerId: string; state: "draft" | "submitted" | "returned" | "approved" | "rejected" | "withdrawn"; subjects: ({ subject: string; level: number; })[]; deliveries: ("on_site" | "distance" | "blended")[]; windows: ({ startDay: string; endDay: string; weeklyHours: number; })[]; choices: ({ rank: number; targets: (({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }))[]; })[]; scope: "only_these" | "anywhere_after"; mostPlacements: number; never: (({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }))[]; statement: string; decisionReason: string | null; submittedAt: string | null; createdAt: string; version: number; };
export type Fit = { lineId: string; requestId: string; countyCode: string; provinceCode: string; subject: string; delivery: string; startDay: string; endDay: string; eligible: boolean; failedRules: ("subject" | "delivery" | "dates" | "person" | "clearance" | "overlap" | "area" | "barred" | "conditions" | "returning" | "lock")[]; };
export type ToldReason = { applicationId: string; runId: string | null; placed: ({ lineId: string; rank: number | null; askedBack: boolean; })[]; missed: ({ rank: number; target: ({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }); lineId: string | null; askedBack: boolean; kind: "rules" | "goal" | "full" | "absent" | "closed" | "taken" | "weighed"; failedRules: ("subject" | "delivery" | "dates" | "person" | "clearance" | "overlap" | "area" | "barred" | "conditions" | "returning" | "lock")[]; goal: string | null; sentence: string; })[]; sentences: (string)[]; };
export type Team = { id: string; seasonId: string; code: string; createdAt: string; members: ({ applicationId: string; onlyTogether: boolean; })[]; };
export type Clearance = { id: string; volunteerId: string; kind: "identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit"; state: "requested" | "submitted" | "cleared" | "refused" | "expired" | "revoked"; validThroughDay: string | null; verifiedBy: string | null; verifiedAt: string | null; decisionReason: string | null; textVersion: number | null; createdAt: string; };
export type Referee = { id: string; name: string; relation: string; askedAt: string; expiresAt: string; isLate: boolean; answeredAt: string | null; };
export type Reference = { referee: Referee; answer: { knownSince: string; wouldTrustWithChildren: "yes" | "unsure" | "no"; text: string; }; };
export type QueryBatch = { id: string; createdAt: string; answeredDay: string | null; };
export type QueryBatchInFull = (QueryBatch) & ({ people: (QueryBatchPerson)[]; });
export type QueryBatchPerson = (QueryBatchEntry) & ({ documentType: string | null; number: string | null; });
export type QueryBatchEntry = { clearanceId: string; volunteerId: string; name: string; outcome: "no_record" | "record_found" | null; };
export type Attendance = { attended: number; cleared: number; };
export type BarredPerson = { id: string; name: string; hasNumber: boolean; createdAt: string; liftedAt: string | null; };
export type BarredReview = { id: string; accountId: string; applicantName: string; barredName: string; matchedBy: "number" | "name"; similarity: number; state: "open" | "confirmed" | "dismissed"; decidedAt: string | null; createdAt: string; };
export type RaisedIncident = { id: string; actByAt: string; };
export type ListedIncident = { id: string; kind: "harm_to_learner" | "harm_to_volunteer" | "misconduct" | "accident" | "missing" | "other"; state: "open" | "acted" | "closed"; countyCode: string | null; placementId: string | null; happenedAt: string; raisedBy: string; raisedAt: string; actByAt: string; actedBy: string | null; actedAt: string | null; closedBy: string | null; closedAt: string | null; isOverdue: boolean; };
export type Incident = (ListedIncident) & ({ account: string; action: string | null; outcome: string | null; });
export type Request = { id: string; seasonId: string; countyCode: string; stationId: string | null; state: "draft" | "submitted" | "returned" | "approved" | "rejected" | "cancelled"; kind: "camp" | "term" | "distance" | "teacher_training"; delivery: "on_site" | "distance" | "blended"; place: string; startDay: string; endDay: string; weeklyHours: number; squadMaximum: number | null; asksForReturners: boolean; belowMinimum: "goes_ahead" | "closes" | "turns_to_distance"; hostConditions: { lodging: string; waterAndPower: string; altitudeMetres: number; nearestHospital: string; bandwidthMbps: number; largestClass: number; knownRisks: string; signedBy: string; signedDay: string; } | null; lines: (Line)[]; decisionReason: string | null; submittedAt: string | null; createdAt: string; version: number; };
export type Line = { id: string; subject: string; level: number; role: "teacher" | "lead" | "captain"; minimum: number; ideal: number; maximum: number; taken: number; kinds: ("student" | "teacher")[]; languages: (string)[]; minimumAge: number; teachingPermit: boolean; };
export type EarlierGuest = { placementId: string; name: string; years: (number)[]; };
export type AskBack = { id: string; seasonId: string; requestId: string; countyCode: string; subject: string; volunteerName: string; state: "invited" | "agreed" | "refused" | "withdrawn" | "lapsed"; message: string; place: string; startDay: string; endDay: string; createdAt: string; answeredAt: string | null; };
export type RunComparison = { items: ({ applicationId: string; lineIdInA: string | null; rankInA: number | null; lineIdInB: string | null; rankInB: number | null; })[]; nextCursor: string | null; a: { id: string; state: "queued" | "running" | "done" | "failed" | "stopped" | "published"; policy: "need-first" | "choices-first" | "stable"; summary: { applications: number; requests: number; lines: number; pairs: number; placed: number; locksKept: number; toldKept?: number | undefined; toldMoved?: number | undefined; tiers: ({ tier: number; minimum: { seats: number; filled: number; }; ideal: { seats: number; filled: number; }; maximum: { seats: number; filled: number; }; })[]; choices: ({ rank: number; placed: number; })[]; unranked: number; unplaced: number; linesShort: number; seatsShort: number; blockingPairs: number; status: string; gap?: { goal: string; within: number; } | null | undefined; unstableBecause?: "none-exists" | "none-found" | null | undefined; goals: ({ name: string; value: number; })[]; }; }; b: { id: string; state: "queued" | "running" | "done" | "failed" | "stopped" | "published"; policy: "need-first" | "choices-first" | "stable"; summary: { applications: number; requests: number; lines: number; pairs: number; placed: number; locksKept: number; toldKept?: number | undefined; toldMoved?: number | undefined; tiers: ({ tier: number; minimum: { seats: number; filled: number; }; ideal: { seats: number; filled: number; }; maximum: { seats: number; filled: number; }; })[]; choices: ({ rank: number; placed: number; })[]; unranked: number; unplaced: number; linesShort: number; seatsShort: number; blockingPairs: number; status: string; gap?: { goal: string; within: number; } | null | undefined; unstableBecause?: "none-exists" | "none-found" | null | undefined; goals: ({ name: string; value: number; })[]; }; }; isSameSnapshot: boolean; counts: { same: number; moved: number; onlyInA: number; onlyInB: number; }; };
export type Why = { applicationId: string; requestId: string; hasCosts: boolean; lines: ({ lineId: string; kind: "ineligible" | "impossible" | "matched" | "unmatched" | "eligible"; failedRules: ("subject" | "delivery" | "dates" | "person" | "clearance" | "overlap" | "area" | "barred" | "conditions" | "returning" | "lock")[]; rank: number | null; costs: ({ goal: string; by: number; })[]; moves: ({ applicationId: string; fromLineId: string | null; toLineId: string | null; })[]; })[]; sentences: (string)[]; };
export type WhyShort = { lineId: string; minimum: number; ideal: number; placed: number; full: ("squad" | "beds" | "quota")[]; competition: { lineIds: (string)[]; requestIds: (string)[]; seatsAsked: number; placed: number; eligible: number; placedElsewhere: number; }; remedies: ({ kind: "level" | "languages" | "kinds" | "minimumAge" | "teachingPermit" | "delivery" | "dates" | "clearance" | "volunteer" | "squad" | "beds" | "quota"; volunteers: number; gains: number; })[]; };
export type WhatIf = { costs: ({ goal: string; by: number; })[]; moves: ({ applicationId: string; fromLineId: string | null; toLineId: string | null; })[]; };
export type Run = { id: string; seasonId: string; state: "queued" | "running" | "done" | "failed" | "stopped" | "published"; policy: string; isRepair: boolean; progress: number; progressLabel: string; summary: { applications: number; requests: number; lines: number; pairs: number; placed: number; locksKept: number; toldKept?: number | undefined; toldMoved?: number | undefined; tiers: ({ tier: number; minimum: { seats: number; filled: number; }; ideal: { seats: number; filled: number; }; maximum: { seats: number; filled: number; }; })[]; choices: ({ rank: number; placed: number; })[]; unranked: number; unplaced: number; linesShort: number; seatsShort: number; blockingPairs: number; status: string; gap?: { goal: string; within: number; } | null | undefined; unstableBecause?: "none-exists" | "none-found" | null | undefined; goals: ({ name: string; value: number; })[]; } | null; failure: string | null; snapshotSha256: string | null; lotterySeed: string | null; createdAt: string; startedAt: string | null; stopRequestedAt: string | null; finishedAt: string | null; publishedAt: string | null; releasedAt: string | null; };
export type Placement = { id: string; seasonId: string; applicationId: string; volunteerId: string; volunteerName: string; volunteerKind: string | null; requestId: string; lineId: string; countyCode: string; place: string; subject: string; role: string; delivery: "on_site" | "distance" | "blended"; startDay: string; endDay: string; firstDay: string | null; lastDay: string | null; state: "proposed" | "offered" | "accepted" | "started" | "completed" | "dropped" | "declined" | "lapsed" | "withdrawn" | "cancelled" | "no_show" | "ended_early"; rank: number | null; replyByAt: string | null; extendedAt: string | null; endKind: string | null; hasReport: boolean; hasConfirmation: boolean; createdAt: string; version: number; };
export type PlacementRecord = (Placement) & ({ squad: ({ name: string; role: "teacher" | "lead" | "captain"; })[]; lessons: (Lesson)[]; earlyEnd: EarlyEnd; report: { daysServed: number; text: string; submittedAt: string; } | null; confirmation: { daysServed: number; signedBy: string; comment: string; confirmedAt: string; } | null; completion: { daysServed: number; lessonsHeld: number; minutesTaught: number; learners: number; completedAt: string; } | null; });
export type Lesson = { id: string; startsAt: string; minutes: number; subject: string; learners: number; note: string; className: string; mode: "on_site" | "distance" | null; adultPresent: string; };
export type EarlyEnd = { endedAt: string; minutesTaught: number; mayReturn: "yes" | "no" | "undecided"; returnReason: string; decidedAt: string | null; } | null;
export type Swap = { id: string; seasonId: string; state: "invited" | "proposed" | "agreed" | "confirmed" | "refused" | "withdrawn" | "lapsed"; lapsesAt: string; createdAt: string; sides: ({ isOwn: boolean; placementId: string | null; volunteerName: string | null; state: "proposed" | "offered" | "accepted" | "started" | "completed" | "dropped" | "declined" | "lapsed" | "withdrawn" | "cancelled" | "no_show" | "ended_early"; requestId: string; lineId: string; countyCode: string; place: string; subject: string; level: number; role: "teacher" | "lead" | "captain"; delivery: "on_site" | "distance" | "blended"; startDay: string; endDay: string; })[]; proposedAt: string | null; agreedAt: string | null; reason: string | null; };
export type SwapInvited = { id: string; seasonId: string; state: "invited" | "proposed" | "agreed" | "confirmed" | "refused" | "withdrawn" | "lapsed"; lapsesAt: string; createdAt: string; sides: ({ isOwn: boolean; placementId: string | null; volunteerName: string | null; state: "proposed" | "offered" | "accepted" | "started" | "completed" | "dropped" | "declined" | "lapsed" | "withdrawn" | "cancelled" | "no_show" | "ended_early"; requestId: string; lineId: string; countyCode: string; place: string; subject: string; level: number; role: "teacher" | "lead" | "captain"; delivery: "on_site" | "distance" | "blended"; startDay: string; endDay: string; })[]; proposedAt: string | null; agreedAt: string | null; reason: string | null; url: string; };
export type SwapInvitation = { id: string; seasonId: string; state: "invited" | "proposed" | "agreed" | "confirmed" | "refused" | "withdrawn" | "lapsed"; lapsesAt: string; createdAt: string; sides: ({ isOwn: boolean; placementId: string | null; volunteerName: string | null; state: "proposed" | "offered" | "accepted" | "started" | "completed" | "dropped" | "declined" | "lapsed" | "withdrawn" | "cancelled" | "no_show" | "ended_early"; requestId: string; lineId: string; countyCode: string; place: string; subject: string; level: number; role: "teacher" | "lead" | "captain"; delivery: "on_site" | "distance" | "blended"; startDay: string; endDay: string; })[]; };
export type Dispute = { id: string; placementId: string; volunteerId: string; volunteerName: string; countyCode: string; place: string; lessonId: string | null; lessonStartsAt: string | null; state: "opened" | "answered" | "settled" | "dropped"; recorded: number | null; claimed: number; reason: string; openedAt: string; answerByAt: string; answer: "corrected" | "stands" | null; corrected: number | null; note: string; answeredAt: string | null; decided: number | null; closingReason: string; closedAt: string | null; };
export type Feedback = { opensDay: string; closesDay: string; volunteer: { scores: Record<string, number>; text: string; handedInAt: string; } | null; county: { scores: Record<string, number>; text: string; handedInAt: string; } | null; };
export type CountyFeedback = { countyCode: string; side: "volunteer" | "county"; count: number; averages: Record<string, number> | null; };
export type CountyHeard = { countyCode: string; people: number | null; averages: Record<string, number> | null; };
export type Squad = { id: string; countyCode: string; place: string; startDay: string; endDay: string; members: ({ placementId: string; name: string; role: "teacher" | "lead" | "captain"; state: "accepted" | "started" | "completed"; isCaptain: boolean; isOwn: boolean; })[]; leads: boolean; linkMadeAt: string | null; };
export type DayReport = { id: string; day: string; outcome: "held" | "cancelled"; cancelReason: "weather" | "illness" | "no_power_or_net" | "school_closed" | "holiday" | "travel" | "other" | null; learners: number; everybodyWell: boolean; hadIncident: boolean; note: string; version: number; reportedAt: string; reporter: string | null; };
export type SafetyCall = { id: string; requestId: string | null; countyCode: string | null; seasonId: string | null; text: string; askedAt: string; closedAt: string | null; asked: number; well: number; needsHelp: number; unhelped: number; };
export type SafetyReply = { id: string; placementId: string; name: string; place: string; answer: "well" | "needs_help" | null; note: string | null; answeredAt: string | null; helpedAt: string | null; action: string | null; };
export type ListedCertificate = { serial: string; name: string; state: "issued" | "superseded" | "revoked"; issuedAt: string; season: { zh: string; en: string; }; county: { zh: string; en: string; code: string; }; isAskedAbout: boolean; };
export type Certificate = { serial: string; state: "issued" | "superseded" | "revoked"; maskedName: string | null; facts: { documentType: "resident_id" | "passport" | "mainland_travel_permit" | "taiwan_travel_permit" | null; season: { zh: string; en: string; }; province: { zh: string; en: string; }; county: { zh: string; en: string; code: string; }; place: string; kind: "camp" | "term" | "distance" | "teacher_training"; delivery: "on_site" | "distance" | "blended"; role: "teacher" | "lead" | "captain"; startDay: string; endDay: string; daysServed: number; subjects: ({ zh: string; en: string; code: string; lessons: number; minutes: number; })[]; minutesTaught: number; learners: number; completedDay: string; issuer: { zh: string; en: string; contact: string; }; signatory: { name: { zh: string; en: string; }; title: { zh: string; en: string; }; }; madeUp: boolean; }; issuedAt: string; closedAt: string | null; closedBecause: string | null; supersededBy: string | null; supersedes: string | null; };
export type CertificatesOfSeason = { completed: number; uncertified: number; batch: { total: number; issued: number; skipped: number; startedAt: string; finishedAt: string | null; } | null; };
export type LifetimeRecord = { services: ({ placementId: string; state: "completed" | "ended_early"; season: { zh: string; en: string; }; county: { zh: string; en: string; code: string; }; province: { zh: string; en: string; }; place: string; delivery: "on_site" | "distance" | "blended"; startDay: string; endDay: string; daysServed: number | null; lessons: number; minutes: number; learners: number; subjects: ({ zh: string; en: string; code: string; lessons: number; minutes: number; })[]; certificate: { serial: string; state: "issued" | "superseded" | "revoked"; } | null; madeUp: boolean; })[]; total: { services: number; days: number; lessons: number; minutes: number; learners: number; }; endedEarly: number; byYear: ({ year: number; services: number; days: number; lessons: number; minutes: number; learners: number; })[]; bySubject: ({ zh: string; en: string; code: string; lessons: number; minutes: number; })[]; firstDay: string | null; lastDay: string | null; };
export type Signatory = { id: string; nameZh: string; nameEn: string; titleZh: string; titleEn: string; issuerZh: string; issuerEn: string; contact: string; fromDay: string; throughDay: string | null; };
export type SigningKeys = { items: ({ kid: string; createdAt: string; until: string | null; credentials: number; })[]; };
export type SignedHostConditions = { id: string; conditions: { lodging: string; waterAndPower: string; altitudeMetres: number; nearestHospital: string; bandwidthMbps: number; largestClass: number; knownRisks: string; signedBy: string; signedDay: string; }; recordedAt: string; changed: ({ part: "knownRisks" | "lodging" | "waterAndPower" | "altitudeMetres" | "nearestHospital" | "bandwidthMbps" | "largestClass"; before: (string) | (number) | (null); after: (string) | (number); })[]; };
export type ConditionAnswers = { counts: { asked: number; agreed: number; refused: number; waiting: number; }; guests: ({ placementId: string; volunteerName: string; state: "open" | "agreed" | "refused" | "overtaken"; answerByAt: string; answeredAt: string | null; })[]; };
export type ConditionQuestion = { id: string; requestId: string; applicationId: string; placementId: string | null; state: "open" | "agreed" | "refused" | "overtaken"; isLive: boolean; answerByAt: string; answeredAt: string | null; createdAt: string; changed: ({ part: "knownRisks" | "lodging" | "waterAndPower" | "altitudeMetres" | "nearestHospital" | "bandwidthMbps" | "largestClass"; before: (string) | (number) | (null); after: (string) | (number); })[]; hostConditions: { lodging: string; waterAndPower: string; altitudeMetres: number; nearestHospital: string; bandwidthMbps: number; largestClass: number; knownRisks: string; signedBy: string; signedDay: string; }; };
export type RepairMoves = { counts: { moves: number; loses: number; comes: number; }; moves: ({ applicationId: string; fromLineId: string | null; toLineId: string | null; reasons: ({ kind: "no-longer-fits" | "excluded" | "gives-way" | "line-closes" | "seat-freed" | "follows" | "seat-open" | "place-lost"; why: "subject" | "delivery" | "dates" | "person" | "clearance" | "overlap" | "area" | "barred" | "conditions" | "returning" | "lock" | "application" | "request" | "seats" | "squad" | "beds" | "quota" | "placements" | "team" | null; applicationIds: (string)[]; place: { placementId: string; applicationId: string; lineId: string; state: "proposed" | "offered" | "accepted" | "started" | "completed" | "dropped" | "declined" | "lapsed" | "withdrawn" | "cancelled" | "no_show" | "ended_early"; isForConditions: boolean; isOfRequest: boolean; } | null; })[]; })[]; };
export type Alternates = { lineId: string; hold: { reason: string | null; at: string; } | null; freeSeats: number; seats: ({ placementId: string; state: "proposed" | "offered" | "accepted" | "started" | "completed" | "dropped" | "declined" | "lapsed" | "withdrawn" | "cancelled" | "no_show" | "ended_early"; endedAt: string; isLateDropOut: boolean; })[]; alternates: ({ applicationId: string; volunteerName: string; rank: number | null; isFirstInLine: boolean; stoodBack: boolean; })[]; skipped: ({ applicationId: string; volunteerName: string; reason: string | null; })[]; };
export type CalendarAddress = { countyCode: string | null; createdAt: string; lastReadAt: string | null; };
export type NewCalendarAddress = { url: string; };
export type EndedCalendarAddress = { countyCode: string | null; };
export type EmergencyContact = { name: string; relation: string; phone: string; } | null;
export type Notice = { id: string; kind: "application-approved" | "application-returned" | "application-rejected" | "request-approved" | "request-returned" | "request-rejected" | "request-cancelled" | "offer" | "offer-reminder" | "offer-lapsed" | "placement-dates" | "placement-cancelled" | "placement-ended" | "return-decided" | "feedback-asked" | "guest-feedback-asked" | "feedback-readable" | "guest-feedback-readable" | "ask-back-invited" | "ask-back-withdrawn" | "ask-back-agreed" | "ask-back-refused" | "ask-back-ended" | "conditions-changed-choice" | "conditions-changed-offered" | "conditions-changed-accepted" | "conditions-changed-started" | "conditions-reminder" | "conditions-signed" | "captain" | "guest-accepted" | "guest-declined" | "guest-withdrawn" | "guest-cancelled" | "guest-swapped" | "swap-proposed" | "swap-agreed" | "swap-confirmed" | "swap-refused" | "swap-withdrawn" | "swap-lapsed" | "guest-days" | "guest-ended" | "guest-reported" | "countersigned" | "dispute-opened" | "dispute-answered" | "dispute-dropped" | "dispute-settled" | "dispute-settled-host" | "liaisons-due" | "training-opened" | "training-cancelled" | "certificate" | "accounts-merged" | "merge-undone" | "webhook-stopped" | "incident" | "safety-call" | "needs-help" | "reference" | "expiry" | "announcement" | "digest"; subject: string; path: string; at: string; readAt: string | null; };
export type LettersWanted = { wanted: ("reminders" | "announcements" | "digest")[]; };
export type Announcement = { id: string; seasonId: string; audience: ({ kind: "applicants"; states: ("draft" | "submitted" | "returned" | "approved" | "rejected" | "withdrawn")[]; }) | ({ kind: "placed"; states: ("offered" | "accepted" | "started" | "completed" | "declined" | "lapsed" | "withdrawn" | "cancelled")[]; }) | ({ kind: "officers"; }) | ({ kind: "squad"; requestId: string; }); subjectZh: string; subjectEn: string; bodyZh: string; bodyEn: string; writtenAt: string; sentAt: string | null; recipients: number | null; leftOut: number | null; progress: Record<string, number>; };
export type AnnouncementPreview = { counts: { letter: number; stopped: number; unsubscribed: number; leftOut: number; }; recipients: { items: ({ id: string; name: string; locale: "zh" | "en"; reach: "letter" | "stopped" | "unsubscribed" | "left_out"; })[]; nextCursor: string | null; }; example: { accountId: string; subject: string; text: string; html: string; } | null; };
export type Jobs = { runs: ({ id: string; season: { zh: string; en: string; }; state: "queued" | "running" | "done" | "failed" | "stopped" | "published"; isRepair: boolean; progress: number; attempts: number; createdAt: string; startedAt: string | null; heartbeatAt: string | null; finishedAt: string | null; failure: string | null; })[]; letters: { waiting: number; retrying: number; held: number; unconfirmed: number; givenUp: number; suppressed: number; sent: number; sentLately: number; }; clock: ({ job: "lapse-offers" | "lapse-swaps" | "offer-alternates" | "remind-of-offers" | "remind-of-conditions" | "expire-clearances" | "remind-of-expiry" | "remind-of-liaisons" | "issue-certificates" | "ask-for-feedback" | "write-digests" | "send-mail" | "clean-up" | "run-matching" | "explain-runs" | "fold-tallies" | "run-imports" | "send-webhooks"; due: number | null; nextAt: string | null; lastAt: string | null; lastDay: string | null; endedAt: string | null; failingSince: string | null; fault: string | null; })[]; };
export type WaitingLetter = { id: string; template: string | null; accountId: string | null; state: "waiting" | "retrying" | "held" | "unconfirmed" | "given_up" | "suppressed"; createdAt: string; attempts: number; nextAttemptAt: string; failedAt: string | null; failure: "refused" | "unreached" | "too_late" | "unsubscribed" | null; };
export type Webhook = { id: string; address: string; events: ("season.planned" | "season.changed" | "season.open" | "season.matching" | "season.placing" | "season.teaching" | "season.closed" | "application.submitted" | "application.approved" | "application.returned" | "application.rejected" | "application.withdrawn" | "request.submitted" | "request.approved" | "request.returned" | "request.rejected" | "request.cancelled" | "request.conditions-changed" | "run.done" | "run.failed" | "run.published" | "placement.offered" | "placement.accepted" | "placement.declined" | "placement.lapsed" | "placement.withdrawn" | "placement.cancelled" | "placement.started" | "placement.no_show" | "placement.ended_early" | "placement.completed" | "placement.days-set" | "certificate.issued" | "certificate.superseded" | "certificate.revoked" | "station.registered" | "station.changed")[] | null; description: string; state: "active" | "paused" | "disabled"; cursor: number; failures: number; failingSince: string | null; retryAt: string | null; lastDeliveredAt: string | null; previousSecretUntil: string | null; version: number; createdAt: string; };
export type EventTypes = { items: ({ name: string; thing: string; zh: string; en: string; })[]; };
export type WebhookWithSecret = { id: string; address: string; events: ("season.planned" | "season.changed" | "season.open" | "season.matching" | "season.placing" | "season.teaching" | "season.closed" | "application.submitted" | "application.approved" | "application.returned" | "application.rejected" | "application.withdrawn" | "request.submitted" | "request.approved" | "request.returned" | "request.rejected" | "request.cancelled" | "request.conditions-changed" | "run.done" | "run.failed" | "run.published" | "placement.offered" | "placement.accepted" | "placement.declined" | "placement.lapsed" | "placement.withdrawn" | "placement.cancelled" | "placement.started" | "placement.no_show" | "placement.ended_early" | "placement.completed" | "placement.days-set" | "certificate.issued" | "certificate.superseded" | "certificate.revoked" | "station.registered" | "station.changed")[] | null; description: string; state: "active" | "paused" | "disabled"; cursor: number; failures: number; failingSince: string | null; retryAt: string | null; lastDeliveredAt: string | null; previousSecretUntil: string | null; version: number; createdAt: string; secret: string; };
export type WebhookDelivery = { id: string; sequence: number | null; type: string; thing: string; thingId: string; state: "waiting" | "delivered" | "failed"; at: string; nextAttemptAt: string | null; endedAt: string | null; attempts: ({ at: string; outcome: "delivered" | "refused" | "redirected" | "timeout" | "unreached" | "not-allowed"; status: number | null; durationMilliseconds: number; answer: string | null; })[]; };
export type Event = { sequence: number; at: string; actor: string; thing: string; thingId: string; event: string; fromState: string | null; toState: string | null; reason: string | null; };

export interface Operations {
  /** Whether the site and its database answer. Roles: public, account */
  'GET /health': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { status: "ok"; };
  };
  /** How each part of the site is, and when the background work stood still; 503 when the database cannot be reached. Roles: public, account */
  'GET /status': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: Status;
  };
  /** Subjects. Roles: public, account */
  'GET /subjects': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { items: (Subject)[]; };
  };
  /** Provinces. Roles: public, account */
  'GET /provinces': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { items: (Province)[]; };
  };
  /** County-level divisions, by code. Roles: public, account */
  'GET /counties': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; province?: string | undefined; tier?: number | undefined; partner?: "true" | "false" | undefined; };
    body: undefined;
    answer: { items: (County)[]; nextCursor: string | null; };
  };
  /** One county. Roles: public, account */
  'GET /counties/{code}': {
    params: { code: string; };
    query: undefined;
    body: undefined;
    answer: County;
  };
  /** Reported totals, and recorded completions beside them, counted by one or two dimensions and narrowed by any. Roles: public, account */
  'GET /statistics': {
    params: undefined;
    query: { by?: "season" | "year" | "province" | "county" | "tier" | "subject" | "delivery" | "requestKind" | "volunteerKind" | "homeRegion" | "institution" | "firstTimer" | "role" | undefined; and?: "season" | "year" | "province" | "county" | "tier" | "subject" | "delivery" | "requestKind" | "volunteerKind" | "homeRegion" | "institution" | "firstTimer" | "role" | undefined; season?: string | undefined; year?: string | undefined; province?: string | undefined; county?: string | undefined; tier?: "1" | "2" | "3" | undefined; subject?: string | undefined; delivery?: string | undefined; requestKind?: string | undefined; volunteerKind?: string | undefined; homeRegion?: string | undefined; institution?: string | undefined; firstTimer?: "true" | "false" | undefined; role?: string | undefined; };
    body: undefined;
    answer: Statistics;
  };
  /** The services that a figure counts, without names: those of about the same length together. Roles: public, account */
  'GET /statistics/rows': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; season?: string | undefined; year?: string | undefined; province?: string | undefined; county?: string | undefined; tier?: "1" | "2" | "3" | undefined; subject?: string | undefined; delivery?: string | undefined; requestKind?: string | undefined; volunteerKind?: string | undefined; homeRegion?: string | undefined; institution?: string | undefined; firstTimer?: "true" | "false" | undefined; role?: string | undefined; };
    body: undefined;
    answer: { asOf: string; filter: { season?: string | undefined; year?: string | undefined; province?: string | undefined; county?: string | undefined; tier?: string | undefined; subject?: string | undefined; delivery?: string | undefined; requestKind?: string | undefined; volunteerKind?: string | undefined; homeRegion?: string | undefined; institution?: string | undefined; firstTimer?: string | undefined; role?: string | undefined; }; items: (StatisticsLengthRow)[]; nextCursor: string | null; };
  };
  /** Recorded completions with nothing kept back, counted and narrowed by any dimensions. Roles: coordinator */
  'GET /statistics/exact': {
    params: undefined;
    query: { by?: "season" | "year" | "province" | "county" | "tier" | "subject" | "delivery" | "requestKind" | "volunteerKind" | "homeRegion" | "institution" | "firstTimer" | "role" | undefined; and?: "season" | "year" | "province" | "county" | "tier" | "subject" | "delivery" | "requestKind" | "volunteerKind" | "homeRegion" | "institution" | "firstTimer" | "role" | undefined; season?: string | undefined; year?: string | undefined; province?: string | undefined; county?: string | undefined; tier?: "1" | "2" | "3" | undefined; subject?: string | undefined; delivery?: string | undefined; requestKind?: string | undefined; volunteerKind?: string | undefined; homeRegion?: string | undefined; institution?: string | undefined; firstTimer?: "true" | "false" | undefined; role?: string | undefined; };
    body: undefined;
    answer: { asOf: string; recorded: { by: "season" | "year" | "province" | "county" | "tier" | "subject" | "delivery" | "requestKind" | "volunteerKind" | "homeRegion" | "institution" | "firstTimer" | "role" | null; and: "season" | "year" | "province" | "county" | "tier" | "subject" | "delivery" | "requestKind" | "volunteerKind" | "homeRegion" | "institution" | "firstTimer" | "role" | null; filter: { season?: string | undefined; year?: string | undefined; province?: string | undefined; county?: string | undefined; tier?: string | undefined; subject?: string | undefined; delivery?: string | undefined; requestKind?: string | undefined; volunteerKind?: string | undefined; homeRegion?: string | undefined; institution?: string | undefined; firstTimer?: string | undefined; role?: string | undefined; }; rows: (StatisticsRow)[]; }; };
  };
  /** The completions that a figure counts, each with its placement. Roles: coordinator */
  'GET /statistics/completions': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; season?: string | undefined; year?: string | undefined; province?: string | undefined; county?: string | undefined; tier?: "1" | "2" | "3" | undefined; subject?: string | undefined; delivery?: string | undefined; requestKind?: string | undefined; volunteerKind?: string | undefined; homeRegion?: string | undefined; institution?: string | undefined; firstTimer?: "true" | "false" | undefined; role?: string | undefined; };
    body: undefined;
    answer: { items: (CountedCompletion)[]; nextCursor: string | null; };
  };
  /** Of a season’s published match: which choices groups of applicants got, and which seats were filled by need tier. Roles: public, account */
  'GET /statistics/equity': {
    params: undefined;
    query: { season: string; };
    body: undefined;
    answer: Equity;
  };
  /** Long-term partnerships of counties, with what they achieved. Roles: public, account */
  'GET /partnerships': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; county?: string | undefined; };
    body: undefined;
    answer: { items: (Partnership)[]; nextCursor: string | null; };
  };
  /** Enter a partnership. Roles: coordinator */
  'POST /partnerships': {
    params: undefined;
    query: undefined;
    body: { countyCode: string; partnerZh: string; partnerEn: string; sinceYear: number; untilYear?: number | null | undefined; agreedZh?: string | undefined; agreedEn?: string | undefined; sourceZh: string; sourceEn: string; };
    answer: Partnership;
  };
  /** One partnership, with what was done in its county year by year. Roles: public, account */
  'GET /partnerships/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { partnership: Partnership; years: (CountyYear)[]; };
  };
  /** Change a partnership. Roles: coordinator */
  'PATCH /partnerships/{id}': {
    params: { id: string; };
    query: undefined;
    body: { partnerZh?: string | undefined; partnerEn?: string | undefined; sinceYear?: number | undefined; untilYear?: number | null | undefined; agreedZh?: string | undefined; agreedEn?: string | undefined; sourceZh?: string | undefined; sourceEn?: string | undefined; };
    answer: Partnership;
  };
  /** Write down what a partnership achieved. Roles: coordinator */
  'POST /partnerships/{id}/achievements': {
    params: { id: string; };
    query: undefined;
    body: { day: string; zh: string; en: string; sourceZh: string; sourceEn: string; };
    answer: Partnership;
  };
  /** Distance teaching stations. Roles: public, account */
  'GET /stations': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; county?: string | undefined; province?: string | undefined; open?: "true" | "false" | undefined; };
    body: undefined;
    answer: { items: (Station)[]; nextCursor: string | null; };
  };
  /** Register a station; its rooms are numbered, its seats spread evenly over them. Roles: county (own), coordinator */
  'POST /stations': {
    params: undefined;
    query: undefined;
    body: { countyCode: string; nameZh: string; nameEn: string; rooms: number; seats: number; link: "satellite" | "internet"; openedDay: string; closedDay?: string | null | undefined; };
    answer: Station;
  };
  /** Open stations without a session for a year or without a liaison confirmed within one: own counties’, or all for coordinators. Roles: county (own), coordinator */
  'GET /stations/asleep': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; province?: string | undefined; reason?: "no-session" | "liaison-missing" | "liaison-overdue" | undefined; };
    body: undefined;
    answer: { items: (SleepingStation)[]; nextCursor: string | null; };
  };
  /** One station. Roles: public, account */
  'GET /stations/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Station;
  };
  /** Change a station; roomList names its rooms, rooms and seats follow from it. Roles: county (own), coordinator */
  'PATCH /stations/{id}': {
    params: { id: string; };
    query: undefined;
    body: { nameZh?: string | undefined; nameEn?: string | undefined; rooms?: number | undefined; seats?: number | undefined; link?: "satellite" | "internet" | undefined; openedDay?: string | undefined; closedDay?: string | null | undefined; roomList?: ({ name: string; seats: number; })[] | undefined; };
    answer: Station;
  };
  /** Tests of its link, the latest first, at most 200. Roles: public, account */
  'GET /stations/{id}/bandwidth-tests': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { items: (BandwidthTest)[]; };
  };
  /** Add a test of its link; it stays as it was measured. Roles: county (own), coordinator */
  'POST /stations/{id}/bandwidth-tests': {
    params: { id: string; };
    query: undefined;
    body: { testedDay: string; downMbps: number; upMbps: number; latencyMs: number; };
    answer: BandwidthTest;
  };
  /** Whom to call about it. Roles: county (own), coordinator */
  'GET /stations/{id}/liaison': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: StationLiaison;
  };
  /** Say whom to call; this confirms them as well. Roles: county (own), coordinator */
  'PUT /stations/{id}/liaison': {
    params: { id: string; };
    query: undefined;
    body: { name: string; phone?: string | undefined; email?: ("") | (string) | undefined; };
    answer: StationLiaison;
  };
  /** Confirm that this is still whom to call, once a year. Roles: county (own), coordinator */
  'POST /stations/{id}/liaison/confirm': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: StationLiaison;
  };
  /** People that trainings reached, by year, province, station, programme, group or delivery; fewer than five are not told. Roles: public, account */
  'GET /trainings/reach': {
    params: undefined;
    query: { by?: "year" | "province" | "station" | "programme" | "group" | "delivery" | undefined; };
    body: undefined;
    answer: TrainingReach;
  };
  /** Trainings with the people they reached; those that are planned, for coordinators alone. Roles: public, account */
  'GET /trainings': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; state?: "planned" | "open" | "counted" | "cancelled" | undefined; kind?: "short_course" | "visiting_scholar" | "certificate_programme" | undefined; delivery?: "classroom" | "internet" | "both" | undefined; year?: number | undefined; };
    body: undefined;
    answer: { items: (ListedTraining)[]; nextCursor: string | null; };
  };
  /** Plan a training and choose its stations: all, those of provinces, or some. Roles: coordinator */
  'POST /trainings': {
    params: undefined;
    query: undefined;
    body: { kind: "short_course" | "visiting_scholar" | "certificate_programme"; delivery: "classroom" | "internet" | "both"; titleZh: string; titleEn: string; originZh: string; originEn: string; hours: number; startDay: string; endDay: string; sessionDays?: (string)[] | undefined; receivers?: ({ kind: "all"; }) | ({ kind: "provinces"; provinceCodes: (string)[]; }) | ({ kind: "stations"; stationIds: (string)[]; }) | undefined; };
    answer: Training;
  };
  /** One training. Roles: public, account */
  'GET /trainings/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Training;
  };
  /** Change it. Roles: coordinator */
  'PATCH /trainings/{id}': {
    params: { id: string; };
    query: undefined;
    body: { kind?: "short_course" | "visiting_scholar" | "certificate_programme" | undefined; delivery?: "classroom" | "internet" | "both" | undefined; titleZh?: string | undefined; titleEn?: string | undefined; originZh?: string | undefined; originEn?: string | undefined; hours?: number | undefined; startDay?: string | undefined; endDay?: string | undefined; sessionDays?: (string)[] | undefined; };
    answer: Training;
  };
  /** Send it to more stations in one go. Roles: coordinator */
  'POST /trainings/{id}/stations': {
    params: { id: string; };
    query: undefined;
    body: { receivers: ({ kind: "all"; }) | ({ kind: "provinces"; provinceCodes: (string)[]; }) | ({ kind: "stations"; stationIds: (string)[]; }); };
    answer: Training;
  };
  /** Open it for enrolment; its counties are told. Roles: coordinator */
  'POST /trainings/{id}/open': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Training;
  };
  /** Its figures stand; nothing more is reported. Roles: coordinator */
  'POST /trainings/{id}/count': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Training;
  };
  /** Let stations correct their reports. Roles: coordinator */
  'POST /trainings/{id}/reopen': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Training;
  };
  /** Cancel it; its counties are told. Roles: coordinator */
  'POST /trainings/{id}/cancel': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Training;
  };
  /** Who is expected and who came, station by station, every report with it: own counties’ stations, or all for coordinators. Roles: county (own), coordinator */
  'GET /trainings/{id}/attendance': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; stationId?: string | undefined; };
    body: undefined;
    answer: { items: (ReceptionWithHistory)[]; nextCursor: string | null; };
  };
  /** Report who came to a station, all groups and sessions in one step; again, with a reason, to correct it. Roles: county (own), coordinator */
  'POST /trainings/{id}/attendance': {
    params: { id: string; };
    query: undefined;
    body: { stationId: string; sessions: ({ day: string; heads: { cadres?: number | undefined; officials?: number | undefined; primaryTeachers?: number | undefined; secondaryTeachers?: number | undefined; students?: number | undefined; }; })[]; certificates?: number | null | undefined; reason?: string | undefined; };
    answer: Reception;
  };
  /** Enrol how many people of each group a station expects. Roles: county (own), coordinator */
  'PUT /trainings/{id}/enrolment': {
    params: { id: string; };
    query: undefined;
    body: { stationId: string; expected: { cadres?: number | undefined; officials?: number | undefined; primaryTeachers?: number | undefined; secondaryTeachers?: number | undefined; students?: number | undefined; }; };
    answer: Reception;
  };
  /** Seasons. Roles: public, account */
  'GET /seasons': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; state?: "planned" | "open" | "matching" | "placing" | "teaching" | "closed" | undefined; };
    body: undefined;
    answer: { items: (Season)[]; nextCursor: string | null; };
  };
  /** Plan a season. Roles: coordinator */
  'POST /seasons': {
    params: undefined;
    query: undefined;
    body: { nameZh: string; nameEn: string; applicationsOpenDay: string; applicationsCloseDay: string; requestsOpenDay: string; requestsCloseDay: string; matchDay: string; teachingStartDay: string; teachingEndDay: string; replyHours: number; checks: { on_site: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; distance: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; blended: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; }; };
    answer: Season;
  };
  /** One season. Roles: public, account */
  'GET /seasons/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Season;
  };
  /** Change a season. Roles: coordinator */
  'PATCH /seasons/{id}': {
    params: { id: string; };
    query: undefined;
    body: { nameZh?: string | undefined; nameEn?: string | undefined; applicationsOpenDay?: string | undefined; applicationsCloseDay?: string | undefined; requestsOpenDay?: string | undefined; requestsCloseDay?: string | undefined; matchDay?: string | undefined; teachingStartDay?: string | undefined; teachingEndDay?: string | undefined; replyHours?: number | undefined; checks?: { on_site: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; distance: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; blended: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; } | undefined; };
    answer: Season;
  };
  /** One step on. Roles: coordinator */
  'POST /seasons/{id}/advance': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Season;
  };
  /** One step back. Roles: coordinator */
  'POST /seasons/{id}/back': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Season;
  };
  /** Offer every proposed placement. Roles: coordinator, system */
  'POST /seasons/{id}/release': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: { offered: number; replyByAt: string; };
  };
  /** Approved requests still short of teachers, in open seasons. Roles: public, account */
  'GET /needs': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; county?: string | undefined; province?: string | undefined; subject?: string | undefined; delivery?: "on_site" | "distance" | "blended" | undefined; };
    body: undefined;
    answer: { items: (Need)[]; nextCursor: string | null; };
  };
  /** Who I am. Roles: account (own) */
  'GET /me': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: Account;
  };
  /** Change my name, language or profile. Roles: account (own) */
  'PATCH /me': {
    params: undefined;
    query: undefined;
    body: { name?: string | undefined; locale?: "zh" | "en" | undefined; profile?: { kind: "student" | "teacher"; homeInstitution: string; homeRegion: "mainland" | "united_states" | "united_kingdom" | "hong_kong" | "macao" | "taiwan" | "other"; timeZone: string; bornDay: string; languages: (string)[]; } | undefined; };
    answer: Account;
  };
  /** Everything held about me. Roles: account (own) */
  'GET /me/export': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: HeldData;
  };
  /** Accounts. Roles: admin */
  'GET /accounts': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; role?: "volunteer" | "county" | "coordinator" | "safeguarding" | "admin" | undefined; };
    body: undefined;
    answer: { items: (Account)[]; nextCursor: string | null; };
  };
  /** Make an account. Roles: admin */
  'POST /accounts': {
    params: undefined;
    query: undefined;
    body: { email: string; name: string; locale?: "zh" | "en" | undefined; roles: ("volunteer" | "county" | "coordinator" | "safeguarding" | "admin")[]; countyCodes?: (string)[] | undefined; profile?: { kind: "student" | "teacher"; homeInstitution: string; homeRegion: "mainland" | "united_states" | "united_kingdom" | "hong_kong" | "macao" | "taiwan" | "other"; timeZone: string; bornDay: string; languages: (string)[]; } | null | undefined; };
    answer: Account;
  };
  /** One account. Roles: admin */
  'GET /accounts/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Account;
  };
  /** Change roles or counties. Roles: admin */
  'PATCH /accounts/{id}': {
    params: { id: string; };
    query: undefined;
    body: { name?: string | undefined; roles?: ("volunteer" | "county" | "coordinator" | "safeguarding" | "admin")[] | undefined; countyCodes?: (string)[] | undefined; };
    answer: Account;
  };
  /** Let letters come to my address again. Roles: account (own) */
  'POST /me/allow-mail': {
    params: undefined;
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: { id: string; };
  };
  /** Let letters go to a stopped address again. Roles: admin */
  'POST /accounts/{id}/allow-mail': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: { id: string; };
  };
  /** Accounts that are likely one person's. Roles: admin */
  'GET /likely-twins': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: LikelyTwins;
  };
  /** What would move if this account became part of another, and what stands in the way. Roles: admin */
  'GET /accounts/{id}/merge': {
    params: { id: string; };
    query: { into: string; };
    body: undefined;
    answer: MergePlan;
  };
  /** Make it part of another account of the same person. Roles: admin */
  'POST /accounts/{id}/merge': {
    params: { id: string; };
    query: undefined;
    body: { into: string; reason: string; };
    answer: Merge;
  };
  /** Merges that are recorded, the newest first. Roles: admin */
  'GET /merges': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Merge)[]; nextCursor: string | null; };
  };
  /** One merge, with every value that it changed and what changed since. Roles: admin */
  'GET /merges/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: RecordedMerge;
  };
  /** Undo it: every row goes back as it was, or none. Roles: admin */
  'POST /merges/{id}/undo': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Merge;
  };
  /** Where I am signed in. Roles: account (own) */
  'GET /me/sessions': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Session)[]; };
  };
  /** End one of my sessions. Roles: account (own) */
  'DELETE /me/sessions/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Gone;
  };
  /** My passkeys. Roles: account (own) */
  'GET /me/passkeys': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Passkey)[]; };
  };
  /** Remove one of my passkeys. Roles: account (own) */
  'DELETE /me/passkeys/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Gone;
  };
  /** Tokens of my programs. Roles: account (own) */
  'GET /me/tokens': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Token)[]; };
  };
  /** Make a token for a program. Roles: account (own) */
  'POST /me/tokens': {
    params: undefined;
    query: undefined;
    body: { label: string; scopes?: ("open-data.read" | "record.count" | "partnership.change" | "sign-in.use" | "me.read" | "me.change" | "me.erase" | "notice.read" | "unsubscribe.use" | "me.consent" | "sign-in.keep" | "text.publish" | "account.read" | "account.change" | "season.change" | "station.change" | "station.oversee" | "training.plan" | "training.report" | "application.read" | "application.write" | "application.decide" | "request.read" | "request.write" | "request.cancel" | "request.decide" | "request.move" | "ask-back.read" | "ask-back.invite" | "ask-back.answer" | "conditions.change" | "conditions.read" | "conditions.answer" | "conditions.decide" | "clearance.read" | "clearance.write" | "clearance.decide" | "reference.ask" | "reference.answer" | "reference.read" | "query-batch.run" | "attendance.record" | "identity.see" | "health.see" | "barred-person.change" | "barred-review.decide" | "incident.raise" | "incident.handle" | "account.freeze" | "account.merge" | "retention.read" | "job.read" | "job.retry" | "setting.read" | "webhook.read" | "webhook.change" | "run.read" | "run.change" | "placement.read" | "placement.answer" | "placement.teach" | "placement.host" | "placement.set-days" | "placement.decide" | "swap.read" | "swap.make" | "swap.decide" | "dispute.read" | "dispute.open" | "dispute.answer" | "dispute.settle" | "feedback.give" | "feedback.read" | "feedback.compare" | "certificate.verify" | "certificate.read" | "certificate.ask" | "record.read" | "certificate.issue" | "signatory.change" | "announcement.send" | "letter.preview" | "calendar.keep" | "county-calendar.keep" | "calendar.read" | "squad.read" | "squad.report" | "squad.lead" | "squad.cover" | "squad.share-contact" | "squad.name-captain" | "emergency-contact.give" | "emergency-contact.see" | "squad.report-by-link" | "safety.ask" | "safety.answer" | "safety.answer-by-link" | "import.run" | "import.accounts" | "event.read" | "event.read-own")[] | undefined; days: number; };
    answer: NewToken;
  };
  /** Take one of my tokens back. Roles: account (own) */
  'DELETE /me/tokens/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Gone;
  };
  /** Send a file of earlier records; it is checked, and nothing is written before it is applied. Roles: coordinator, admin */
  'POST /imports/{kind}': {
    params: { kind: "stations" | "accounts" | "placements" | "requests"; };
    query: { name?: string | undefined; encoding?: "utf-8" | "gb18030" | undefined; mode?: "all" | "rows" | undefined; submits?: "true" | "false" | undefined; };
    body: undefined;
    answer: Import;
  };
  /** Imports. Roles: coordinator, admin */
  'GET /imports': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; kind?: "stations" | "accounts" | "placements" | "requests" | undefined; };
    body: undefined;
    answer: { items: (Import)[]; nextCursor: string | null; };
  };
  /** One import: how far it is, and what came of it. Roles: coordinator, admin */
  'GET /imports/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Import;
  };
  /** Say which column fills which field, or whether all rows count or none. Roles: coordinator, admin */
  'PATCH /imports/{id}': {
    params: { id: string; };
    query: undefined;
    body: { mapping?: Record<string, number> | undefined; mode?: "all" | "rows" | undefined; submits?: boolean | undefined; };
    answer: Import;
  };
  /** Check every row, and change nothing. Roles: coordinator, admin */
  'POST /imports/{id}/check': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Import;
  };
  /** Write what was checked: all of it, or the rows without a fault. Roles: coordinator, admin */
  'POST /imports/{id}/apply': {
    params: { id: string; };
    query: { mode?: "all" | "rows" | undefined; };
    body: { reason?: string | undefined; } | undefined;
    answer: Import;
  };
  /** Stop an import; what was written row by row stays. Roles: coordinator, admin */
  'POST /imports/{id}/stop': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Import;
  };
  /** Rows with faults, each at its line with every reason. Roles: coordinator, admin */
  'GET /imports/{id}/faults': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (FaultyRow)[]; nextCursor: string | null; };
  };
  /** What people are asked to agree to, as it stands. Roles: public, account */
  'GET /texts': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Text)[]; };
  };
  /** Publish a new version; people are asked again. Roles: admin */
  'POST /texts/{kind}': {
    params: { kind: "code_of_conduct" | "agreement" | "sensitive_data" | "pass_to_county" | "transfer_abroad"; };
    query: undefined;
    body: { zh: string; en: string; };
    answer: Text;
  };
  /** What I agreed to. Roles: account (own) */
  'GET /me/consents': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Consent)[]; };
  };
  /** Agree to a text as it stands. Roles: account (own) */
  'POST /me/consents': {
    params: undefined;
    query: undefined;
    body: { kind: "code_of_conduct" | "agreement" | "sensitive_data" | "pass_to_county" | "transfer_abroad"; version: number; };
    answer: Consent;
  };
  /** Take a consent back. Roles: account (own) */
  'POST /me/consents/{id}/withdraw': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Consent;
  };
  /** My identity document, masked. Roles: account (own) */
  'GET /me/identity': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: OwnIdentity;
  };
  /** Give my identity document. Roles: account (own) */
  'PUT /me/identity': {
    params: undefined;
    query: undefined;
    body: { documentType: "resident_id" | "passport" | "mainland_travel_permit" | "taiwan_travel_permit"; number: string; };
    answer: OwnIdentity;
  };
  /** What I said of my health. Roles: account (own) */
  'GET /me/health-note': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { text: string; };
  };
  /** Say something of my health; an empty text takes it back. Roles: account (own) */
  'PUT /me/health-note': {
    params: undefined;
    query: undefined;
    body: { text: string; };
    answer: { text: string; };
  };
  /** See an identity number in order to check it; the person sees that you did. Roles: coordinator, safeguarding */
  'POST /accounts/{id}/identity/see': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: SeenIdentity;
  };
  /** See what somebody said of their health; the person sees that you did. Roles: safeguarding */
  'POST /accounts/{id}/health-note/see': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: { text: string; };
  };
  /** What would go and what must stay if I asked. Roles: account (own) */
  'GET /me/erasure': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: Erasure;
  };
  /** Erase what is held of me; it cannot be undone. Roles: account (own) */
  'POST /me/erase': {
    params: undefined;
    query: undefined;
    body: { confirm: "erase"; };
    answer: Erasure;
  };
  /** Freeze an account: its data is kept and used for nothing. Roles: admin */
  'POST /accounts/{id}/freeze': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: FrozenAccount;
  };
  /** Take a freeze back. Roles: admin */
  'POST /accounts/{id}/thaw': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: FrozenAccount;
  };
  /** How long each kind of data is kept, and how much of it goes next. Roles: admin */
  'GET /retention': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: Retention;
  };
  /** Begin a draft. Roles: volunteer (own) */
  'POST /applications': {
    params: undefined;
    query: undefined;
    body: { seasonId: string; subjects?: ({ subject: string; level: number; })[] | undefined; deliveries?: ("on_site" | "distance" | "blended")[] | undefined; windows?: ({ startDay: string; endDay: string; weeklyHours: number; })[] | undefined; choices?: ({ rank: number; targets: (({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }))[]; })[] | undefined; scope?: "only_these" | "anywhere_after" | undefined; mostPlacements?: number | undefined; never?: (({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }))[] | undefined; statement?: string | undefined; };
    answer: Application;
  };
  /** Own applications, or the season’s for coordinators. Roles: volunteer (own), coordinator */
  'GET /applications': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; seasonId?: string | undefined; state?: "draft" | "submitted" | "returned" | "approved" | "rejected" | "withdrawn" | undefined; };
    body: undefined;
    answer: { items: (Application)[]; nextCursor: string | null; };
  };
  /** One application. Roles: volunteer (own), coordinator */
  'GET /applications/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Application;
  };
  /** Change a draft. Roles: volunteer (own) */
  'PATCH /applications/{id}': {
    params: { id: string; };
    query: undefined;
    body: { subjects?: ({ subject: string; level: number; })[] | undefined; deliveries?: ("on_site" | "distance" | "blended")[] | undefined; windows?: ({ startDay: string; endDay: string; weeklyHours: number; })[] | undefined; choices?: ({ rank: number; targets: (({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }))[]; })[] | undefined; scope?: "only_these" | "anywhere_after" | undefined; mostPlacements?: number | undefined; never?: (({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }))[] | undefined; statement?: string | undefined; };
    answer: Application;
  };
  /** Hand it in. Roles: volunteer (own) */
  'POST /applications/{id}/submit': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Application;
  };
  /** Take it back. Roles: volunteer (own) */
  'POST /applications/{id}/withdraw': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Application;
  };
  /** Approve it. Roles: coordinator */
  'POST /applications/{id}/approve': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Application;
  };
  /** Return it to be mended. Roles: coordinator */
  'POST /applications/{id}/return': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Application;
  };
  /** Reject it. Roles: coordinator */
  'POST /applications/{id}/reject': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Application;
  };
  /** Which needs fit it, and which rules stand in the way of the others. Roles: volunteer (own), coordinator */
  'GET /applications/{id}/eligibility': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; eligible?: "true" | "false" | undefined; };
    body: undefined;
    answer: { items: (Fit)[]; nextCursor: string | null; };
  };
  /** What the volunteer is told of the match: why not each choice before the place they got. Roles: volunteer (own), coordinator */
  'GET /applications/{id}/why': {
    params: { id: string; };
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: ToldReason;
  };
  /** Begin a team with an own application. Roles: volunteer (own) */
  'POST /teams': {
    params: undefined;
    query: undefined;
    body: { applicationId: string; onlyTogether: boolean; };
    answer: Team;
  };
  /** A team and who is in it. Roles: volunteer (own), coordinator */
  'GET /teams/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Team;
  };
  /** Join with its code. Roles: volunteer (own) */
  'POST /teams/{id}/join': {
    params: { id: string; };
    query: undefined;
    body: { applicationId: string; onlyTogether: boolean; code: string; };
    answer: Team;
  };
  /** Leave it. Roles: volunteer (own) */
  'POST /teams/{id}/leave': {
    params: { id: string; };
    query: undefined;
    body: { applicationId: string; };
    answer: Team;
  };
  /** Own checks, or all for those who verify. Roles: volunteer (own), coordinator, safeguarding */
  'GET /clearances': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; volunteerId?: string | undefined; kind?: "identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit" | undefined; state?: "requested" | "submitted" | "cleared" | "refused" | "expired" | "revoked" | undefined; };
    body: undefined;
    answer: { items: (Clearance)[]; nextCursor: string | null; };
  };
  /** Begin a check. Roles: volunteer (own) */
  'POST /clearances': {
    params: undefined;
    query: undefined;
    body: { kind: "identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit"; };
    answer: Clearance;
  };
  /** One check. Roles: volunteer (own), coordinator, safeguarding */
  'GET /clearances/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Clearance;
  };
  /** Hand it in. Roles: volunteer (own) */
  'POST /clearances/{id}/submit': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Clearance;
  };
  /** Clear it through a day. Roles: coordinator, safeguarding */
  'POST /clearances/{id}/clear': {
    params: { id: string; };
    query: undefined;
    body: { validThroughDay: string; };
    answer: Clearance;
  };
  /** Refuse it. Roles: coordinator, safeguarding */
  'POST /clearances/{id}/refuse': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Clearance;
  };
  /** Revoke it. Roles: coordinator, safeguarding */
  'POST /clearances/{id}/revoke': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Clearance;
  };
  /** Who was asked for this reference. Roles: volunteer (own), coordinator, safeguarding */
  'GET /clearances/{id}/referee': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Referee;
  };
  /** Ask somebody for this reference, in the place of whoever has not answered. Roles: volunteer (own) */
  'POST /clearances/{id}/referee': {
    params: { id: string; };
    query: undefined;
    body: { name: string; relation: string; email: string; locale?: "zh" | "en" | undefined; };
    answer: Referee;
  };
  /** What the referee wrote; the look is recorded. Roles: coordinator, safeguarding */
  'GET /clearances/{id}/reference': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Reference;
  };
  /** Lists for the employment query. Roles: coordinator, safeguarding */
  'GET /query-batches': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (QueryBatch)[]; nextCursor: string | null; };
  };
  /** Put everybody who waits, and whose query ends soon, on a list. Roles: coordinator, safeguarding */
  'POST /query-batches': {
    params: undefined;
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: QueryBatch;
  };
  /** A list with identity numbers, as the authority takes it; every look is recorded. Roles: coordinator, safeguarding */
  'GET /query-batches/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: QueryBatchInFull;
  };
  /** Enter what the authority answered. Roles: coordinator, safeguarding */
  'POST /query-batches/{id}/answer': {
    params: { id: string; };
    query: undefined;
    body: { answeredDay: string; outcomes: ({ clearanceId: string; outcome: "no_record" | "record_found"; })[]; };
    answer: { items: (QueryBatchEntry)[]; };
  };
  /** Record who was at a pre-departure training. Roles: coordinator, safeguarding */
  'POST /seasons/{id}/attendance': {
    params: { id: string; };
    query: undefined;
    body: { heldDay: string; attendees: ({ volunteerId: string; attendedWhole: boolean; })[]; };
    answer: Attendance;
  };
  /** Who may not teach here. Roles: safeguarding */
  'GET /barred-people': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (BarredPerson)[]; nextCursor: string | null; };
  };
  /** Note somebody who may not teach here; volunteers are compared at once. Roles: safeguarding */
  'POST /barred-people': {
    params: undefined;
    query: undefined;
    body: { name: string; number?: string | undefined; reason: string; };
    answer: BarredPerson;
  };
  /** Let somebody off. Roles: safeguarding */
  'POST /barred-people/{id}/lift': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: BarredPerson;
  };
  /** Applicants who may be somebody who is barred. Roles: safeguarding */
  'GET /barred-reviews': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; state?: "open" | "confirmed" | "dismissed" | undefined; };
    body: undefined;
    answer: { items: (BarredReview)[]; nextCursor: string | null; };
  };
  /** Decide whether it is the same person. Roles: safeguarding */
  'POST /barred-reviews/{id}/decide': {
    params: { id: string; };
    query: undefined;
    body: { outcome: "confirmed" | "dismissed"; reason: string; };
    answer: BarredReview;
  };
  /** Raise an incident in one step; only safeguarding reads it. Roles: volunteer (own), county (own), coordinator, safeguarding */
  'POST /incidents': {
    params: undefined;
    query: undefined;
    body: { kind: "harm_to_learner" | "harm_to_volunteer" | "misconduct" | "accident" | "missing" | "other"; happenedAt: string; account: string; placementId?: string | undefined; };
    answer: RaisedIncident;
  };
  /** Incidents, without what happened. Roles: safeguarding */
  'GET /incidents': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; state?: "open" | "acted" | "closed" | undefined; };
    body: undefined;
    answer: { items: (ListedIncident)[]; nextCursor: string | null; };
  };
  /** One incident; that it was read is recorded. Roles: safeguarding */
  'GET /incidents/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Incident;
  };
  /** Write down the first action. Roles: safeguarding */
  'POST /incidents/{id}/act': {
    params: { id: string; };
    query: undefined;
    body: { action: string; };
    answer: Incident;
  };
  /** Write down how it ended. Roles: safeguarding */
  'POST /incidents/{id}/close': {
    params: { id: string; };
    query: undefined;
    body: { outcome: string; };
    answer: Incident;
  };
  /** Begin a draft. Roles: county (own) */
  'POST /requests': {
    params: undefined;
    query: undefined;
    body: { seasonId: string; countyCode: string; stationId?: string | null | undefined; kind: "camp" | "term" | "distance" | "teacher_training"; delivery: "on_site" | "distance" | "blended"; place: string; startDay: string; endDay: string; weeklyHours: number; squadMaximum?: number | null | undefined; asksForReturners?: boolean | undefined; belowMinimum?: "goes_ahead" | "closes" | "turns_to_distance" | undefined; hostConditions?: { lodging: string; waterAndPower: string; altitudeMetres: number; nearestHospital: string; bandwidthMbps: number; largestClass: number; knownRisks: string; signedBy: string; signedDay: string; } | null | undefined; lines?: ({ subject: string; level: number; role?: "teacher" | "lead" | "captain" | undefined; minimum: number; ideal: number; maximum: number; kinds?: ("student" | "teacher")[] | undefined; languages?: (string)[] | undefined; minimumAge?: number | undefined; teachingPermit?: boolean | undefined; })[] | undefined; };
    answer: Request;
  };
  /** Own counties’ requests, or all for coordinators. Roles: county (own), coordinator */
  'GET /requests': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; seasonId?: string | undefined; state?: "draft" | "submitted" | "returned" | "approved" | "rejected" | "cancelled" | undefined; };
    body: undefined;
    answer: { items: (Request)[]; nextCursor: string | null; };
  };
  /** One request. Roles: county (own), coordinator */
  'GET /requests/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Request;
  };
  /** Change a draft. Roles: county (own) */
  'PATCH /requests/{id}': {
    params: { id: string; };
    query: undefined;
    body: { stationId?: string | null | undefined; kind?: "camp" | "term" | "distance" | "teacher_training" | undefined; delivery?: "on_site" | "distance" | "blended" | undefined; place?: string | undefined; startDay?: string | undefined; endDay?: string | undefined; weeklyHours?: number | undefined; squadMaximum?: number | null | undefined; asksForReturners?: boolean | undefined; belowMinimum?: "goes_ahead" | "closes" | "turns_to_distance" | undefined; hostConditions?: { lodging: string; waterAndPower: string; altitudeMetres: number; nearestHospital: string; bandwidthMbps: number; largestClass: number; knownRisks: string; signedBy: string; signedDay: string; } | null | undefined; lines?: ({ subject: string; level: number; role?: "teacher" | "lead" | "captain" | undefined; minimum: number; ideal: number; maximum: number; kinds?: ("student" | "teacher")[] | undefined; languages?: (string)[] | undefined; minimumAge?: number | undefined; teachingPermit?: boolean | undefined; })[] | undefined; };
    answer: Request;
  };
  /** Hand it in. Roles: county (own) */
  'POST /requests/{id}/submit': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Request;
  };
  /** Cancel it and its placements. Roles: county (own), coordinator */
  'POST /requests/{id}/cancel': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Request;
  };
  /** Go on from another station of the county, once it is approved. Roles: county (own), coordinator */
  'POST /requests/{id}/station': {
    params: { id: string; };
    query: undefined;
    body: { stationId: string; };
    answer: Request;
  };
  /** Approve it. Roles: coordinator */
  'POST /requests/{id}/approve': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Request;
  };
  /** Return it to be mended. Roles: coordinator */
  'POST /requests/{id}/return': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Request;
  };
  /** Reject it. Roles: coordinator */
  'POST /requests/{id}/reject': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Request;
  };
  /** Whom the county may ask back: who completed a placement there. Roles: county (own) */
  'GET /requests/{id}/earlier-guests': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { items: (EarlierGuest)[]; };
  };
  /** Whom a county asked back to its request, and what they answered. Roles: county (own), coordinator */
  'GET /requests/{id}/ask-backs': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { items: (AskBack)[]; };
  };
  /** Ask an earlier guest of the county back. Roles: county (own) */
  'POST /requests/{id}/ask-backs': {
    params: { id: string; };
    query: undefined;
    body: { placementId: string; subject: string; message?: string | undefined; };
    answer: AskBack;
  };
  /** Which counties asked one back. Roles: volunteer (own) */
  'GET /me/ask-backs': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { items: (AskBack)[]; };
  };
  /** One of them. Roles: volunteer (own), county (own), coordinator */
  'GET /ask-backs/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: AskBack;
  };
  /** Say yes: the request becomes the first choice of the application whose version is given, or of a new one. Roles: volunteer (own) */
  'POST /ask-backs/{id}/agree': {
    params: { id: string; };
    query: undefined;
    body: { applicationVersion: number | null; };
    answer: AskBack;
  };
  /** Say no, or a yes no more; the county does not read why. Roles: volunteer (own) */
  'POST /ask-backs/{id}/refuse': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; };
    answer: AskBack;
  };
  /** Take back that somebody was asked. Roles: county (own) */
  'POST /ask-backs/{id}/withdraw': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: AskBack;
  };
  /** Two runs of a season side by side, and whom they place differently. Roles: coordinator */
  'GET /runs/compare': {
    params: undefined;
    query: { a: string; b: string; limit?: number | undefined; cursor?: string | undefined; };
    body: undefined;
    answer: RunComparison;
  };
  /** Why an application is, or is not, in a request: rules, exact cost, who would move. Roles: coordinator */
  'GET /runs/{id}/why': {
    params: { id: string; };
    query: { application: string; request: string; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: Why;
  };
  /** Why a line is below its ideal: who competes, and which single change would help most. Roles: coordinator */
  'GET /runs/{id}/why-short': {
    params: { id: string; };
    query: { line: string; };
    body: undefined;
    answer: WhyShort;
  };
  /** What the match would become under some changes; the run stays as it is. Roles: coordinator */
  'POST /runs/{id}/what-if': {
    params: { id: string; };
    query: undefined;
    body: { changes: (({ kind: "pin"; applicationId: string; lineId: string; }) | ({ kind: "forbid"; applicationId: string; lineId: string; }) | ({ kind: "seats"; lineId: string; by: number; }) | ({ kind: "close"; requestId: string; }) | ({ kind: "withdraw"; applicationId: string; }) | ({ kind: "another"; likeApplicationId: string; }) | ({ kind: "request"; likeRequestId: string; }) | ({ kind: "beds"; countyCode: string; maximum: number; }) | ({ kind: "squad"; requestId: string; maximum: number; }) | ({ kind: "quota"; provinceCode: string; maximum: number; }))[]; };
    answer: WhatIf;
  };
  /** Ask for a match. Roles: coordinator, system */
  'POST /seasons/{id}/runs': {
    params: { id: string; };
    query: undefined;
    body: { policy?: "need-first" | "choices-first" | "stable" | undefined; locks?: { keep?: ({ applicationId: string; lineId: string; })[] | undefined; exclude?: ({ applicationId: string; lineId: string; })[] | undefined; } | undefined; };
    answer: Run;
  };
  /** Runs of a season. Roles: coordinator */
  'GET /seasons/{id}/runs': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Run)[]; nextCursor: string | null; };
  };
  /** Ask for a match that moves as few of those who were told as can be. Roles: coordinator, system */
  'POST /seasons/{id}/repair': {
    params: { id: string; };
    query: undefined;
    body: { policy?: "need-first" | "choices-first" | "stable" | undefined; locks?: { keep?: ({ applicationId: string; lineId: string; })[] | undefined; exclude?: ({ applicationId: string; lineId: string; })[] | undefined; } | undefined; };
    answer: Run;
  };
  /** State, progress and summary. Roles: coordinator */
  'GET /runs/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Run;
  };
  /** Who goes where. Roles: coordinator */
  'GET /runs/{id}/placements': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; };
    body: undefined;
    answer: { items: ({ applicationId: string; lineId: string; requestId: string; countyCode: string; rank: number | null; })[]; nextCursor: string | null; };
  };
  /** Lines below their ideal. Roles: coordinator */
  'GET /runs/{id}/shortages': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; };
    body: undefined;
    answer: { items: ({ lineId: string; requestId: string; countyCode: string; tier: number; minimum: number; ideal: number; placed: number; })[]; nextCursor: string | null; };
  };
  /** Applications without a placement. Roles: coordinator */
  'GET /runs/{id}/unplaced': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; };
    body: undefined;
    answer: { items: ({ applicationId: string; })[]; nextCursor: string | null; };
  };
  /** Stop it. Roles: coordinator, system */
  'POST /runs/{id}/stop': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Run;
  };
  /** Make its match the proposed placements. Roles: coordinator, system */
  'POST /runs/{id}/publish': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Run;
  };
  /** The frozen input, byte for byte. Roles: coordinator */
  'GET /runs/{id}/snapshot': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { format: "zhijiao-snapshot-1"; season: { id: string; startDay: string; endDay: string; checks: { on_site: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; distance: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; blended: ("identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit")[]; }; }; policy: "need-first" | "choices-first" | "stable"; seed: string; provinces: ({ code: string; quota: number | null; })[]; counties: ({ code: string; provinceCode: string; tier: (1) | (2) | (3); beds: number | null; })[]; requests: ({ id: string; countyCode: string; kind: "camp" | "term" | "distance" | "teacher_training"; delivery: "on_site" | "distance" | "blended"; startDay: string; endDay: string; weeklyHours: number; squadMaximum: number | null; asksForReturners: boolean; belowMinimum?: "goes_ahead" | "closes" | "turns_to_distance" | undefined; })[]; lines: ({ id: string; requestId: string; subject: string; level: number; role: "teacher" | "lead" | "captain"; minimum: number; ideal: number; maximum: number; kinds: ("student" | "teacher")[]; languages: (string)[]; minimumAge: number; teachingPermit: boolean; })[]; applications: ({ id: string; kind: "student" | "teacher"; bornDay: string; languages: (string)[]; subjects: ({ subject: string; level: number; })[]; deliveries: ("on_site" | "distance" | "blended")[]; windows: ({ startDay: string; endDay: string; weeklyHours: number; })[]; choices: ({ rank: number; target: ({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }); })[]; scope: "only_these" | "anywhere_after"; never: (({ kind: "request"; id: string; }) | ({ kind: "county"; code: string; }) | ({ kind: "province"; code: string; }))[]; clearances: ({ kind: "identity" | "first_reference" | "second_reference" | "employment_query" | "health" | "training" | "code_of_conduct" | "agreement" | "accident_insurance" | "teaching_permit"; validThroughDay: string; })[]; busy: ({ startDay: string; endDay: string; })[]; declinedRequestIds: (string)[]; barredByCountyCodes: (string)[]; unansweredRequestIds?: (string)[] | undefined; mayNotReturn?: true | undefined; servedCountyCodes: (string)[]; completions: number; mostPlacements?: number | undefined; })[]; teams?: ({ id: string; members: ({ applicationId: string; onlyTogether: boolean; })[]; })[] | undefined; locks: { keep: ({ applicationId: string; lineId: string; })[]; exclude: ({ applicationId: string; lineId: string; })[]; }; told?: ({ applicationId: string; lineId: string; })[] | undefined; askedBack?: ({ applicationId: string; lineId: string; })[] | undefined; };
  };
  /** The match with the prices that prove it. Roles: coordinator */
  'GET /runs/{id}/proof': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { format: "zhijiao-match-1"; status: "optimal" | "bounded" | "stable" | "unstable"; policy: "need-first" | "choices-first" | "stable"; snapshotSha256: string; goals: ({ name: string; value: number; })[]; matches: ({ applicationId: string; lineId: string; rank: number | null; })[]; closedRequestIds?: (string)[] | undefined; turnedRequestIds?: (string)[] | undefined; gap?: { goal: string; within: number; } | null | undefined; branching: { bound: (number)[]; tree: Record<string, unknown>; } | null; blockingPairs?: ({ applicationId: string; lineId: string; })[] | undefined; unstableBecause?: "none-exists" | "none-found" | null | undefined; prices: { hub: (number)[]; applications: Record<string, (number)[]>; lines: Record<string, (number)[]>; requests: Record<string, (number)[]>; lodgings: Record<string, (number)[]>; counties: Record<string, (number)[]>; provinces: Record<string, (number)[]>; }; summary: { applications: number; requests: number; lines: number; pairs: number; placed: number; locksKept: number; toldKept?: number | undefined; toldMoved?: number | undefined; tiers: ({ tier: number; minimum: { seats: number; filled: number; }; ideal: { seats: number; filled: number; }; maximum: { seats: number; filled: number; }; })[]; choices: ({ rank: number; placed: number; })[]; unranked: number; unplaced: number; linesShort: number; seatsShort: number; blockingPairs: number; }; sha256: string; };
  };
  /** Own placements, own counties’, or all for coordinators. Roles: volunteer (own), county (own), coordinator */
  'GET /placements': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; seasonId?: string | undefined; requestId?: string | undefined; state?: "proposed" | "offered" | "accepted" | "started" | "completed" | "dropped" | "declined" | "lapsed" | "withdrawn" | "cancelled" | "no_show" | "ended_early" | undefined; };
    body: undefined;
    answer: { items: (Placement)[]; nextCursor: string | null; };
  };
  /** Propose one pair by hand. Roles: coordinator, system */
  'POST /placements': {
    params: undefined;
    query: undefined;
    body: { applicationId: string; lineId: string; reason: string; };
    answer: Placement;
  };
  /** One placement. Roles: volunteer (own), county (own), coordinator */
  'GET /placements/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: PlacementRecord;
  };
  /** Put it to the volunteer. Roles: coordinator, system */
  'POST /placements/{id}/offer': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Placement;
  };
  /** Accept the offer. Roles: volunteer (own) */
  'POST /placements/{id}/accept': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Placement;
  };
  /** Decline the offer. Roles: volunteer (own) */
  'POST /placements/{id}/decline': {
    params: { id: string; };
    query: undefined;
    body: { reason: "dates" | "place" | "conditions" | "health" | "family" | "study_or_work" | "other"; comment?: string | undefined; };
    answer: Placement;
  };
  /** Step back before it starts. Roles: volunteer (own) */
  'POST /placements/{id}/withdraw': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Placement;
  };
  /** Take it back. Roles: coordinator, system */
  'POST /placements/{id}/cancel': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Placement;
  };
  /** The volunteer has come. Roles: county (own) */
  'POST /placements/{id}/start': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Placement;
  };
  /** The volunteer did not come. Roles: county (own) */
  'POST /placements/{id}/no-show': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Placement;
  };
  /** Record a lesson taught. Roles: volunteer (own) */
  'POST /placements/{id}/sessions': {
    params: { id: string; };
    query: undefined;
    body: { startsAt: string; minutes: number; subject: string; learners: number; note?: string | undefined; className?: string | undefined; mode?: "on_site" | "distance" | undefined; adultPresent?: string | undefined; };
    answer: Lesson;
  };
  /** Write the report. Roles: volunteer (own) */
  'PUT /placements/{id}/report': {
    params: { id: string; };
    query: undefined;
    body: { daysServed: number; text: string; };
    answer: Placement;
  };
  /** Countersign the service. Roles: county (own) */
  'POST /placements/{id}/confirm': {
    params: { id: string; };
    query: undefined;
    body: { daysServed: number; signedBy: string; comment?: string | undefined; };
    answer: Placement;
  };
  /** Complete it. Roles: coordinator, system */
  'POST /placements/{id}/complete': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Placement;
  };
  /** End it before its time. Roles: coordinator, system */
  'POST /placements/{id}/end-early': {
    params: { id: string; };
    query: undefined;
    body: { endKind: "resigned" | "medical" | "administrative" | "interrupted" | "transferred"; reason: string; mayReturn?: "yes" | "no" | "undecided" | undefined; returnReason?: string | undefined; };
    answer: Placement;
  };
  /** Own swaps, or all for coordinators. Roles: volunteer (own), coordinator */
  'GET /swaps': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; seasonId?: string | undefined; placementId?: string | undefined; state?: "invited" | "proposed" | "agreed" | "confirmed" | "refused" | "withdrawn" | "lapsed" | undefined; };
    body: undefined;
    answer: { items: (Swap)[]; nextCursor: string | null; };
  };
  /** Offer an accepted placement for another, by a link for whom one chooses; again, to make a new link while nobody has answered. Roles: volunteer (own) */
  'POST /placements/{id}/swap': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: SwapInvited;
  };
  /** What the link of an invitation offers. Roles: volunteer (own) */
  'GET /swap-invitations/{key}': {
    params: { key: string; };
    query: undefined;
    body: undefined;
    answer: SwapInvitation;
  };
  /** Give a placement of one’s own for the one that the link offers; the link is dead from then on. Roles: volunteer (own) */
  'POST /swap-invitations/{key}/propose': {
    params: { key: string; };
    query: undefined;
    body: { placementId: string; };
    answer: Swap;
  };
  /** One swap. Roles: volunteer (own), coordinator */
  'GET /swaps/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Swap;
  };
  /** Whoever invited agrees to the place that was given for theirs. Roles: volunteer (own) */
  'POST /swaps/{id}/agree': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Swap;
  };
  /** Either takes it back, until it is confirmed. Roles: volunteer (own) */
  'POST /swaps/{id}/withdraw': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Swap;
  };
  /** Exchange the two placements in one moment, after every rule is asked once more. Roles: coordinator */
  'POST /swaps/{id}/confirm': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Swap;
  };
  /** Not let them exchange; both read why. Roles: coordinator */
  'POST /swaps/{id}/refuse': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Swap;
  };
  /** Set the volunteer’s own first and last day, within the placement’s, as agreed with them. Roles: county (own), coordinator */
  'PUT /placements/{id}/days': {
    params: { id: string; };
    query: undefined;
    body: { firstDay: string; lastDay: string; reason: string; };
    answer: Placement;
  };
  /** Decide whether somebody whose placement ended early may come again, or decide it anew. Roles: coordinator, system */
  'PUT /placements/{id}/may-return': {
    params: { id: string; };
    query: undefined;
    body: { mayReturn: "yes" | "no"; reason: string; };
    answer: EarlyEnd;
  };
  /** Disputes over recorded hours and days: one’s own, one’s counties’, or all for coordinators. Roles: volunteer (own), county (own), coordinator */
  'GET /disputes': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; placementId?: string | undefined; state?: "opened" | "answered" | "settled" | "dropped" | undefined; };
    body: undefined;
    answer: { items: (Dispute)[]; nextCursor: string | null; };
  };
  /** Dispute a lesson’s length, or the days of the whole service, instead of countersigning. Roles: county (own) */
  'POST /placements/{id}/disputes': {
    params: { id: string; };
    query: undefined;
    body: { lessonId?: string | undefined; claimed: number; reason: string; };
    answer: Dispute;
  };
  /** One dispute. Roles: volunteer (own), county (own), coordinator */
  'GET /disputes/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Dispute;
  };
  /** Put the record right, or stand by it and say why. Roles: volunteer (own) */
  'POST /disputes/{id}/answer': {
    params: { id: string; };
    query: undefined;
    body: { answer: "corrected" | "stands"; figure?: number | undefined; note?: string | undefined; };
    answer: Dispute;
  };
  /** Let the dispute drop. Roles: county (own) */
  'POST /disputes/{id}/drop': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Dispute;
  };
  /** Decide what counts. Roles: coordinator */
  'POST /disputes/{id}/settle': {
    params: { id: string; };
    query: undefined;
    body: { decided: number; reason: string; };
    answer: Dispute;
  };
  /** What both sides say of a service, as far as it may be read. Roles: volunteer (own), county (own), coordinator */
  'GET /placements/{id}/feedback': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Feedback;
  };
  /** Say how the county was, or how the service was: each side its own, from the last day on. Roles: volunteer (own), county (own) */
  'PUT /placements/{id}/feedback': {
    params: { id: string; };
    query: undefined;
    body: { scores: Record<string, number>; text?: string | undefined; };
    answer: Feedback;
  };
  /** How services were scored on average, a county and a side; without names. Roles: coordinator */
  'GET /feedback': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { items: (CountyFeedback)[]; };
  };
  /** What volunteers said of my county on average, from five people on. Roles: county (own) */
  'GET /counties/{code}/feedback': {
    params: { code: string; };
    query: undefined;
    body: undefined;
    answer: CountyHeard;
  };
  /** Who goes together. Roles: volunteer (own), county (own), coordinator */
  'GET /squads/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Squad;
  };
  /** Name a captain where no line asks for one. Roles: coordinator */
  'PUT /squads/{id}/captain': {
    params: { id: string; };
    query: undefined;
    body: { placementId: string; };
    answer: { placementId: string; name: string; role: "teacher" | "lead" | "captain"; state: "accepted" | "started" | "completed"; isCaptain: boolean; isOwn: boolean; };
  };
  /** How its days were, every version, the last day and version first. Roles: volunteer (own), county (own), coordinator */
  'GET /squads/{id}/reports': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { items: (DayReport)[]; };
  };
  /** Say how a day was, or put right what was said; one `key` counts once. Roles: volunteer (own), coordinator */
  'POST /squads/{id}/reports': {
    params: { id: string; };
    query: undefined;
    body: { day: string; outcome: "held" | "cancelled"; cancelReason?: "weather" | "illness" | "no_power_or_net" | "school_closed" | "holiday" | "travel" | "other" | undefined; learners?: number | undefined; everybodyWell: boolean; hadIncident: boolean; note?: string | undefined; key: string; };
    answer: DayReport;
  };
  /** Make the link by which it reports without signing in anew. Roles: volunteer (own), coordinator */
  'POST /squads/{id}/report-link': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: { url: string; };
  };
  /** End the link. Roles: volunteer (own), coordinator */
  'DELETE /squads/{id}/report-link': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { id: string; };
  };
  /** By what the members let each other reach them; for members alone. Roles: volunteer (own), county (own), coordinator */
  'GET /squads/{id}/contacts': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { items: ({ placementId: string; email: string | null; phone: string | null; wechatId: string | null; })[]; };
  };
  /** Let the others reach me by what is given, and nothing else. Roles: volunteer (own) */
  'PUT /squads/{id}/contact': {
    params: { id: string; };
    query: undefined;
    body: { email?: boolean | undefined; phone?: string | undefined; wechatId?: string | undefined; };
    answer: { items: ({ placementId: string; email: string | null; phone: string | null; wechatId: string | null; })[]; };
  };
  /** Take back what I share. Roles: volunteer (own) */
  'DELETE /squads/{id}/contact': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { items: ({ placementId: string; email: string | null; phone: string | null; wechatId: string | null; })[]; };
  };
  /** Through which day each agreement and insurance is good. Roles: volunteer (own), county (own), coordinator */
  'GET /squads/{id}/cover': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { items: ({ placementId: string; name: string; role: "teacher" | "lead" | "captain"; agreementThroughDay: string | null; insuranceThroughDay: string | null; })[]; };
  };
  /** The squads under way on a day, and how it was; those of whom something is wanted first. Roles: volunteer (own), county (own), coordinator */
  'GET /squads': {
    params: undefined;
    query: { day?: string | undefined; };
    body: undefined;
    answer: { day: string; items: ({ squadId: string; countyCode: string; place: string; members: number; report: { outcome: "held" | "cancelled"; cancelReason: "weather" | "illness" | "no_power_or_net" | "school_closed" | "holiday" | "travel" | "other" | null; learners: number; everybodyWell: boolean; hadIncident: boolean; note: string; version: number; reportedAt: string; } | null; isOverdue: boolean; })[]; };
  };
  /** Ask everybody under way of a squad, county or season whether they are safe and well: a letter each. Roles: coordinator, safeguarding */
  'POST /safety-calls': {
    params: undefined;
    query: undefined;
    body: ({ scope: "squad"; requestId: string; text?: string | undefined; }) | ({ scope: "county"; countyCode: string; text?: string | undefined; }) | ({ scope: "season"; seasonId: string; text?: string | undefined; });
    answer: SafetyCall;
  };
  /** The last hundred calls, newest first. Roles: coordinator, safeguarding */
  'GET /safety-calls': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { items: (SafetyCall)[]; };
  };
  /** Who answered a call, who needs help first, then who has not answered. Roles: coordinator, safeguarding */
  'GET /safety-calls/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: (SafetyCall) & ({ replies: (SafetyReply)[]; });
  };
  /** End a call. Roles: coordinator, safeguarding */
  'POST /safety-calls/{id}/close': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: SafetyCall;
  };
  /** Who needs help and got none yet, who waits longest first. Roles: coordinator, safeguarding */
  'GET /safety-replies': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { items: (SafetyReply)[]; };
  };
  /** Write down what was done for somebody who needs help. Roles: coordinator, safeguarding */
  'POST /safety-replies/{id}/helped': {
    params: { id: string; };
    query: undefined;
    body: { action: string; };
    answer: SafetyReply;
  };
  /** Say that I am safe and well, or need help; it answers what was asked of me as well. Roles: volunteer (own) */
  'POST /placements/{id}/safety': {
    params: { id: string; };
    query: undefined;
    body: { answer: "well" | "needs_help"; note?: string | undefined; };
    answer: { answer: "well" | "needs_help"; answeredAt: string; };
  };
  /** Certificates: one’s own, or for a coordinator all; the newest first. Roles: volunteer (own), coordinator */
  'GET /certificates': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; seasonId?: string | undefined; state?: "issued" | "superseded" | "revoked" | undefined; askedAbout?: "true" | "false" | undefined; };
    body: undefined;
    answer: { items: (ListedCertificate)[]; nextCursor: string | null; };
  };
  /** Check a certificate: everything it says but the name, which is masked. Roles: public, account */
  'GET /certificates/{serial}': {
    params: { serial: string; };
    query: undefined;
    body: undefined;
    answer: Certificate;
  };
  /** Whether a certificate was issued to somebody of this name. Roles: public, account */
  'POST /certificates/{serial}/holder': {
    params: { serial: string; };
    query: undefined;
    body: { name: string; };
    answer: { isHolder: boolean; };
  };
  /** The certificate as an Open Badge 3.0, a Verifiable Credential 2.0 signed with EdDSA; its keys are at /.well-known/did.json. Roles: volunteer (own), coordinator */
  'GET /certificates/{serial}/credential': {
    params: { serial: string; };
    query: undefined;
    body: undefined;
    answer: { credential: string; };
  };
  /** Ask that something in one’s own certificate is put right. Roles: volunteer (own) */
  'POST /certificates/{serial}/correction': {
    params: { serial: string; };
    query: undefined;
    body: { text: string; };
    answer: Certificate;
  };
  /** Answer what was asked where the certificate stays as it is. Roles: coordinator, system */
  'POST /certificates/{serial}/decline-correction': {
    params: { serial: string; };
    query: undefined;
    body: { answer: string; };
    answer: Certificate;
  };
  /** Issue a certificate anew from what is on record now; the old one points on, and nothing is mailed. Roles: coordinator, system */
  'POST /certificates/{serial}/reissue': {
    params: { serial: string; };
    query: undefined;
    body: { reason: string; };
    answer: Certificate;
  };
  /** Take a certificate back. Roles: coordinator, system */
  'POST /certificates/{serial}/revoke': {
    params: { serial: string; };
    query: undefined;
    body: { reason: string; };
    answer: Certificate;
  };
  /** Issue the certificate of a completed placement; asked again, the newest there is. Roles: coordinator, system */
  'POST /placements/{id}/certificate': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Certificate;
  };
  /** Issue the certificates of a season that are missing, in the background. Roles: coordinator, system */
  'POST /seasons/{id}/certificates': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: CertificatesOfSeason;
  };
  /** How many certificates of a season are issued, and how far the latest batch is. Roles: coordinator, system */
  'GET /seasons/{id}/certificates': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: CertificatesOfSeason;
  };
  /** All my service over the years, with its totals. Roles: volunteer (own), coordinator */
  'GET /me/record': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: LifetimeRecord;
  };
  /** All of a person's service over the years. Roles: volunteer (own), coordinator */
  'GET /accounts/{id}/record': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: LifetimeRecord;
  };
  /** Who signs certificates, the latest in office first. Roles: admin */
  'GET /signatories': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Signatory)[]; };
  };
  /** Enter somebody who signs. Roles: admin */
  'POST /signatories': {
    params: undefined;
    query: undefined;
    body: { nameZh: string; nameEn: string; titleZh: string; titleEn: string; issuerZh: string; issuerEn: string; contact: string; fromDay: string; throughDay?: string | null | undefined; };
    answer: Signatory;
  };
  /** Change it; certificates that were issued stay as they are. Roles: admin */
  'PUT /signatories/{id}': {
    params: { id: string; };
    query: undefined;
    body: { nameZh: string; nameEn: string; titleZh: string; titleEn: string; issuerZh: string; issuerEn: string; contact: string; fromDay: string; throughDay?: string | null | undefined; };
    answer: Signatory;
  };
  /** The keys that sign and signed credentials, the newest first. Roles: admin */
  'GET /signing-keys': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: SigningKeys;
  };
  /** Sign with a new key from now on; the older ones stay published. Roles: admin */
  'POST /signing-keys': {
    params: undefined;
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: SigningKeys;
  };
  /** Every signed version of its host conditions, the newest first. Roles: county (own), coordinator */
  'GET /requests/{id}/host-conditions': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { versions: (SignedHostConditions)[]; };
  };
  /** Sign changed host conditions; everybody who counted on the earlier ones is asked again. Roles: county (own), coordinator */
  'POST /requests/{id}/host-conditions': {
    params: { id: string; };
    query: undefined;
    body: { lodging: string; waterAndPower: string; altitudeMetres: number; nearestHospital: string; bandwidthMbps: number; largestClass: number; knownRisks: string; signedBy: string; signedDay: string; };
    answer: Request;
  };
  /** What its guests answered about the host conditions in force. Roles: county (own), coordinator */
  'GET /requests/{id}/condition-answers': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: ConditionAnswers;
  };
  /** What one is asked about changed host conditions, or everybody for coordinators. Roles: volunteer (own), coordinator */
  'GET /condition-questions': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; sort?: "created" | "-created" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; requestId?: string | undefined; state?: "open" | "agreed" | "refused" | "overtaken" | undefined; };
    body: undefined;
    answer: { items: (ConditionQuestion)[]; nextCursor: string | null; };
  };
  /** Go on under the changed host conditions; an offer is still to be accepted. Roles: volunteer (own) */
  'POST /condition-questions/{id}/agree': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: ConditionQuestion;
  };
  /** Not under these conditions: takes the choice out, declines the offer or steps back, and is not held against anybody. Roles: volunteer (own) */
  'POST /condition-questions/{id}/refuse': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: ConditionQuestion;
  };
  /** Ask somebody who has not answered once more, with a new day. Roles: coordinator */
  'POST /condition-questions/{id}/ask-again': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: ConditionQuestion;
  };
  /** Who moves in a repair, from where to where, and why. Roles: coordinator */
  'GET /runs/{id}/moves': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: RepairMoves;
  };
  /** Take 48 hours more to answer, once. Roles: volunteer (own) */
  'POST /placements/{id}/extend': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Placement;
  };
  /** Who comes next for a line. Roles: coordinator, system */
  'GET /lines/{id}/alternates': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Alternates;
  };
  /** Offer a free seat to one of them. Roles: coordinator, system */
  'POST /lines/{id}/alternates/offer': {
    params: { id: string; };
    query: undefined;
    body: { applicationId: string; };
    answer: Placement;
  };
  /** Keep them from being asked by themselves. Roles: coordinator, system */
  'POST /lines/{id}/alternates/hold': {
    params: { id: string; };
    query: undefined;
    body: { reason: string; };
    answer: Alternates;
  };
  /** Let them be asked again. Roles: coordinator, system */
  'POST /lines/{id}/alternates/resume': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Alternates;
  };
  /** Pass one of them over, with a reason. Roles: coordinator, system */
  'POST /lines/{id}/alternates/skip': {
    params: { id: string; };
    query: undefined;
    body: { applicationId: string; reason: string; };
    answer: Alternates;
  };
  /** The address of my calendar, without its key. Roles: volunteer (own) */
  'GET /me/calendar': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: CalendarAddress;
  };
  /** Make the address of my calendar anew. Roles: volunteer (own) */
  'POST /me/calendar': {
    params: undefined;
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: NewCalendarAddress;
  };
  /** End the address of my calendar. Roles: volunteer (own) */
  'DELETE /me/calendar': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: EndedCalendarAddress;
  };
  /** My address of a county’s calendar. Roles: county (own) */
  'GET /counties/{code}/calendar': {
    params: { code: string; };
    query: undefined;
    body: undefined;
    answer: CalendarAddress;
  };
  /** Make my address of a county’s calendar anew. Roles: county (own) */
  'POST /counties/{code}/calendar': {
    params: { code: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: NewCalendarAddress;
  };
  /** End my address of a county’s calendar. Roles: county (own) */
  'DELETE /counties/{code}/calendar': {
    params: { code: string; };
    query: undefined;
    body: undefined;
    answer: EndedCalendarAddress;
  };
  /** Whom to call for me in this squad. Roles: volunteer (own) */
  'GET /squads/{id}/emergency-contact': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { contact: EmergencyContact; };
  };
  /** Say whom to call for me in this squad. Roles: volunteer (own) */
  'PUT /squads/{id}/emergency-contact': {
    params: { id: string; };
    query: undefined;
    body: { name: string; relation: string; phone: string; };
    answer: EmergencyContact;
  };
  /** Take back whom to call for me. Roles: volunteer (own) */
  'DELETE /squads/{id}/emergency-contact': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { id: string; };
  };
  /** Which members of a squad that is away said whom to call; not whom. Roles: volunteer (own), coordinator, safeguarding */
  'GET /squads/{id}/emergency-contacts': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { items: ({ placementId: string; name: string; role: "teacher" | "lead" | "captain"; givenAt: string; })[]; };
  };
  /** Whom to call for one member; the look is recorded with its reason, and the member sees it. Roles: volunteer (own), coordinator, safeguarding */
  'POST /squads/{id}/emergency-contacts/look': {
    params: { id: string; };
    query: undefined;
    body: { placementId: string; reason: string; };
    answer: EmergencyContact;
  };
  /** What you were written, the newest first. Roles: account (own) */
  'GET /me/notices': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; unread?: "yes" | undefined; };
    body: undefined;
    answer: { items: (Notice)[]; nextCursor: string | null; };
  };
  /** Mark a notice read. Roles: account (own) */
  'POST /me/notices/{id}/read': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: { path: string; };
  };
  /** Mark all notices read. Roles: account (own) */
  'POST /me/notices/read-all': {
    params: undefined;
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: { marked: number; };
  };
  /** Which of the letters that can be turned off you get. Roles: account (own) */
  'GET /me/letters': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: LettersWanted;
  };
  /** Choose which of them you get; what is needed always comes. Roles: account (own) */
  'PUT /me/letters': {
    params: undefined;
    query: undefined;
    body: LettersWanted;
    answer: LettersWanted;
  };
  /** What was written to many, with how far its letters are. Roles: coordinator */
  'GET /announcements': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Announcement)[]; nextCursor: string | null; };
  };
  /** Write to many people of a season: a draft. Roles: coordinator */
  'POST /announcements': {
    params: undefined;
    query: undefined;
    body: { seasonId: string; audience: ({ kind: "applicants"; states: ("draft" | "submitted" | "returned" | "approved" | "rejected" | "withdrawn")[]; }) | ({ kind: "placed"; states: ("offered" | "accepted" | "started" | "completed" | "declined" | "lapsed" | "withdrawn" | "cancelled")[]; }) | ({ kind: "officers"; }) | ({ kind: "squad"; requestId: string; }); subjectZh: string; subjectEn: string; bodyZh: string; bodyEn: string; };
    answer: { id: string; };
  };
  /** Change a draft. Roles: coordinator */
  'PUT /announcements/{id}': {
    params: { id: string; };
    query: undefined;
    body: { seasonId: string; audience: ({ kind: "applicants"; states: ("draft" | "submitted" | "returned" | "approved" | "rejected" | "withdrawn")[]; }) | ({ kind: "placed"; states: ("offered" | "accepted" | "started" | "completed" | "declined" | "lapsed" | "withdrawn" | "cancelled")[]; }) | ({ kind: "officers"; }) | ({ kind: "squad"; requestId: string; }); subjectZh: string; subjectEn: string; bodyZh: string; bodyEn: string; };
    answer: { id: string; };
  };
  /** Throw a draft away. Roles: coordinator */
  'DELETE /announcements/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { id: string; };
  };
  /** Whom it reaches and how, and how it reads for one of them. Roles: coordinator */
  'GET /announcements/{id}/preview': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; accountId?: string | undefined; };
    body: undefined;
    answer: AnnouncementPreview;
  };
  /** Send it, once, to as many as were seen. Roles: coordinator */
  'POST /announcements/{id}/send': {
    params: { id: string; };
    query: undefined;
    body: { count: number; };
    answer: { recipients: number; leftOut: number; };
  };
  /** Runs, letters by number, and what the clock has to do. Roles: admin */
  'GET /jobs': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: Jobs;
  };
  /** Letters that have not gone out, the newest first. Roles: admin */
  'GET /jobs/letters': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; state?: "waiting" | "retrying" | "held" | "unconfirmed" | "given_up" | "suppressed" | undefined; };
    body: undefined;
    answer: { items: (WaitingLetter)[]; nextCursor: string | null; };
  };
  /** Try a letter now and not at its next time. Roles: admin */
  'POST /jobs/letters/{id}/retry': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: { id: string; };
  };
  /** The list of stations as a file. Roles: public, account */
  'GET /exports/stations': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of counties as a file. Roles: public, account */
  'GET /exports/counties': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of requests as a file. Roles: county (own), coordinator */
  'GET /exports/requests': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; season?: string | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of applications as a file. Roles: coordinator */
  'GET /exports/applications': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; season?: string | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of placements as a file. Roles: volunteer (own), county (own), coordinator */
  'GET /exports/placements': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; season?: string | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of service-records as a file. Roles: volunteer (own), coordinator */
  'GET /exports/service-records': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; season?: string | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of completions as a file. Roles: coordinator, system */
  'GET /exports/completions': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; season?: string | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of clearances as a file. Roles: coordinator, safeguarding */
  'GET /exports/clearances': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of certificates as a file. Roles: coordinator, system */
  'GET /exports/certificates': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; season?: string | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of trainings as a file. Roles: public, account */
  'GET /exports/trainings': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of receptions as a file. Roles: county (own), coordinator */
  'GET /exports/receptions': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of partnerships as a file. Roles: public, account */
  'GET /exports/partnerships': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of disputes as a file. Roles: volunteer (own), county (own), coordinator */
  'GET /exports/disputes': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; season?: string | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of accounts as a file. Roles: admin */
  'GET /exports/accounts': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** The list of events as a file. Roles: coordinator, admin */
  'GET /exports/events': {
    params: undefined;
    query: { format?: "csv" | "xlsx" | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: unknown;
  };
  /** Where other programs are told what happens, the newest first. Roles: admin */
  'GET /webhooks': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: { items: (Webhook)[]; nextCursor: string | null; };
  };
  /** Tell another program what happens from now on; the secret is shown this once. Roles: admin */
  'POST /webhooks': {
    params: undefined;
    query: undefined;
    body: { address: string; events?: ("season.planned" | "season.changed" | "season.open" | "season.matching" | "season.placing" | "season.teaching" | "season.closed" | "application.submitted" | "application.approved" | "application.returned" | "application.rejected" | "application.withdrawn" | "request.submitted" | "request.approved" | "request.returned" | "request.rejected" | "request.cancelled" | "request.conditions-changed" | "run.done" | "run.failed" | "run.published" | "placement.offered" | "placement.accepted" | "placement.declined" | "placement.lapsed" | "placement.withdrawn" | "placement.cancelled" | "placement.started" | "placement.no_show" | "placement.ended_early" | "placement.completed" | "placement.days-set" | "certificate.issued" | "certificate.superseded" | "certificate.revoked" | "station.registered" | "station.changed")[] | null | undefined; description?: string | undefined; };
    answer: WebhookWithSecret;
  };
  /** What other programs may be told of. Roles: public, account */
  'GET /event-types': {
    params: undefined;
    query: { lang?: "zh" | "en" | "zh-CN" | undefined; };
    body: undefined;
    answer: EventTypes;
  };
  /** One webhook. Roles: admin */
  'GET /webhooks/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: Webhook;
  };
  /** Change where it leads, what it is told of from now on, or what it is called. Roles: admin */
  'PATCH /webhooks/{id}': {
    params: { id: string; };
    query: undefined;
    body: { address?: string | undefined; events?: ("season.planned" | "season.changed" | "season.open" | "season.matching" | "season.placing" | "season.teaching" | "season.closed" | "application.submitted" | "application.approved" | "application.returned" | "application.rejected" | "application.withdrawn" | "request.submitted" | "request.approved" | "request.returned" | "request.rejected" | "request.cancelled" | "request.conditions-changed" | "run.done" | "run.failed" | "run.published" | "placement.offered" | "placement.accepted" | "placement.declined" | "placement.lapsed" | "placement.withdrawn" | "placement.cancelled" | "placement.started" | "placement.no_show" | "placement.ended_early" | "placement.completed" | "placement.days-set" | "certificate.issued" | "certificate.superseded" | "certificate.revoked" | "station.registered" | "station.changed")[] | null | undefined; description?: string | undefined; };
    answer: Webhook;
  };
  /** Remove it, with its secret and its log. Roles: admin */
  'DELETE /webhooks/{id}': {
    params: { id: string; };
    query: undefined;
    body: undefined;
    answer: { id: string; };
  };
  /** Send nothing for now; what happens is kept for it. Roles: admin */
  'POST /webhooks/{id}/pause': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Webhook;
  };
  /** Go on where it stopped. Roles: admin */
  'POST /webhooks/{id}/resume': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: Webhook;
  };
  /** Sign with a new secret, for a day beside the old one; it is shown this once. Roles: admin */
  'POST /webhooks/{id}/rotate-secret': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: WebhookWithSecret;
  };
  /** What was sent and what became of it, the newest first; kept for 30 days after it ended. Roles: admin */
  'GET /webhooks/{id}/deliveries': {
    params: { id: string; };
    query: { limit?: number | undefined; cursor?: string | undefined; lang?: "zh" | "en" | "zh-CN" | undefined; state?: "waiting" | "delivered" | "failed" | undefined; };
    body: undefined;
    answer: { items: (WebhookDelivery)[]; nextCursor: string | null; };
  };
  /** Send a ping, once, whatever the webhook’s state; the log says how it went. Roles: admin */
  'POST /webhooks/{id}/test': {
    params: { id: string; };
    query: undefined;
    body: { reason?: string | undefined; } | undefined;
    answer: WebhookDelivery;
  };
  /** Send again one delivery, all that failed since an instant, or every event from a place in the chain on; with the same ids. Roles: admin */
  'POST /webhooks/{id}/replay': {
    params: { id: string; };
    query: undefined;
    body: ({ deliveryId: string; }) | ({ failedSince: string; }) | ({ fromSequence: number; });
    answer: { deliveries: number | null; };
  };
  /** What happened, newest first; or oldest first from a place on, to follow it. Roles: coordinator, admin */
  'GET /events': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; order?: "newest" | "oldest" | undefined; after?: number | undefined; thing?: string | undefined; thingId?: string | undefined; };
    body: undefined;
    answer: { items: (Event)[]; nextCursor: string | null; };
  };
  /** What happened to me, newest first. Roles: account (own) */
  'GET /me/events': {
    params: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; };
    body: undefined;
    answer: { items: (Event)[]; nextCursor: string | null; };
  };
}
