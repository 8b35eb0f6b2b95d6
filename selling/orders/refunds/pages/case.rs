use kernel::{Actor, Money, Side, Timestamp};
use platform::{
    db::{DbError, Tx},
    views::Shell,
};

use crate::{
    orders::{
        self, OrderLine,
        pages::{ShownOrder, back_lines, load},
        refunds::{
            self, Evidence, Kind, Reason, RefundAct, RefundRequest, RefundStage, RequestId, RequestLine,
            RequestState, StepRow,
        },
    },
    prices::TaxPart,
};

/// A request with all that its three pages show: the buyer's, the shop's and the market's.
pub struct Case {
    pub request: RefundRequest,
    pub lines: Vec<(RequestLine, OrderLine)>,
    pub shown: ShownOrder,
    pub steps: Vec<StepRow>,
    pub evidence: Vec<Evidence>,
    /// What of what it gave back is tax, rate by rate.
    pub tax: Vec<TaxPart>,
    /// Whether the market may order the goods sent back.
    pub can_go_back: bool,
    /// Who looks.
    pub side: Side,
}

impl Case {
    /// Read the request of whoever asks; what is not theirs does not exist.
    pub async fn find(tx: &mut Tx, by: &Actor, side: Side, id: RequestId) -> Result<Option<Self>, DbError> {
        let Some(request) = refunds::find_for(tx, by, id).await? else { return Ok(None) };
        let Some(order) = orders::find(tx, request.order).await? else { return Ok(None) };
        let tax = orders::tax::given_back(tx, &order, id.number()).await?;
        let Some(shown) = load(tx, order).await? else { return Ok(None) };
        let all = refunds::lines(tx, id).await?;
        let lines = all
            .into_iter()
            .filter_map(|line| {
                let at = usize::try_from(line.position - 1).ok()?;
                Some((line, shown.lines.get(at)?.clone()))
            })
            .collect();
        let steps = refunds::steps(tx, id).await?;
        let evidence = refunds::evidence(tx, id).await?;
        let can_go_back = refunds::can_go_back(tx, &request).await?;
        Ok(Some(Self { request, lines, shown, steps, evidence, tax, can_go_back, side }))
    }

    pub fn can(&self, act: RefundAct) -> bool {
        self.request.can(self.side, act)
    }

    pub fn is_open(&self) -> bool {
        self.request.is_open()
    }

    pub fn due_at(&self) -> Option<Timestamp> {
        self.request.state.due_at()
    }

    pub fn asked(&self) -> Money {
        self.request.amount()
    }

    pub fn refunded(&self) -> Money {
        self.request.refunded.total().unwrap_or(self.request.refunded.goods)
    }

    /// What of that is tax.
    pub fn taxes(&self, shell: &Shell) -> Vec<(String, String)> {
        back_lines(shell, self.shown.tax_name(), &self.tax)
    }

    /// What the shop has offered, while it waits for the buyer or after it.
    pub fn offer(&self) -> Option<Money> {
        self.steps.iter().find_map(|step| step.facts.offer())
    }

    /// What is asked for, or what the shop gives by itself.
    pub fn sum_title(&self, shell: &Shell) -> String {
        let key = if self.request.is_goodwill() { "refund-given-title" } else { "refund-asked-title" };
        shell.t(key).to_owned()
    }

    /// The last part of the keys of its texts.
    pub fn state(&self) -> &'static str {
        self.request.state.name()
    }

    pub fn tone(&self) -> &'static str {
        tone(&self.request)
    }

    /// How it ended, or how it stands, said to whoever looks.
    pub fn headline(&self, shell: &Shell) -> String {
        outcome(shell, &self.request, self.side, Some(&self.steps))
    }

    /// Whose turn it is, said to whoever looks.
    pub fn turn(&self, shell: &Shell) -> String {
        turn(shell, &self.request, self.side)
    }

    /// What it means for whoever looks, and what they can do.
    pub fn words(&self, shell: &Shell) -> String {
        if self.is_open() {
            let state = match self.request.state.ordered() {
                Some(_) => format!("{}-ordered", self.state()),
                None => self.state().to_owned(),
            };
            return shell.of(&format!("refund-words-{}", self.side.name()), &state);
        }
        match &self.request.state {
            RequestState::Ruled { ruling, .. } => shell.of("refund-after-ruled", ruling.name()),
            RequestState::Closed { .. } => shell.t("refund-after-closed").to_owned(),
            _ => shell.t("refund-after-refunded").to_owned(),
        }
    }

    /// What a step of the history was.
    pub fn title(&self, shell: &Shell, step: &StepRow) -> String {
        match &step.facts {
            RequestState::Refunded { cause, .. } => shell.of("refund-given", cause.name()),
            RequestState::Ruled { ruling, .. } => shell.of("refund-ruling", ruling.name()),
            RequestState::Closed { cause, .. } => shell.of("refund-ended", cause.name()),
            RequestState::ReturnAwaited { .. } if step.by == "system" => {
                shell.t("refund-step-accept-silent").to_owned()
            }
            RequestState::Offered { amount, .. } => {
                shell.say("refund-step-offer", &[("amount", shell.money(amount).as_str())])
            }
            _ => shell.of("refund-step", &step.act),
        }
    }

    /// What somebody wrote with a step.
    pub fn note<'a>(&'a self, step: &'a StepRow) -> &'a str {
        match &step.facts {
            RequestState::Requested { .. } => &self.request.words,
            RequestState::ReturnAwaited { send_to, .. } if step.act == RefundAct::Accept.name() => send_to,
            RequestState::ReturnPosted { parcel, .. } => &parcel.tracking,
            RequestState::Offered { .. }
            | RequestState::Refused { .. }
            | RequestState::ReturnGranted { .. }
            | RequestState::ReturnAwaited { .. }
            | RequestState::Ruled { .. } => step.facts.words(),
            RequestState::Disputed { .. } | RequestState::Refunded { .. } | RequestState::Closed { .. } => "",
        }
    }

    /// Where the goods should go.
    pub fn send_to(&self) -> &str {
        match &self.request.state {
            RequestState::ReturnAwaited { send_to, .. } => send_to,
            _ => "",
        }
    }

    /// How the timeline draws a step.
    pub fn tense(&self, is_last: &bool) -> &'static str {
        match self.request.state.stage() {
            RefundStage::Closed if *is_last => "bad",
            _ if *is_last && self.is_open() => "now",
            _ => "done",
        }
    }
}

/// Colour of the badge.
pub fn tone(request: &RefundRequest) -> &'static str {
    match request.state.stage() {
        RefundStage::Requested
        | RefundStage::Offered
        | RefundStage::Refused
        | RefundStage::ReturnGranted
        | RefundStage::ReturnAwaited
        | RefundStage::ReturnPosted => "warn",
        RefundStage::Disputed => "info",
        RefundStage::Refunded | RefundStage::Ruled => "good",
        RefundStage::Closed => "plain",
    }
}

/// Whose turn it is, said to one side; how it ended when it is nobody's.
pub fn turn(shell: &Shell, request: &RefundRequest, side: Side) -> String {
    match request.state.turn() {
        Some(turn) if turn == side => shell.t("refund-turn-yours").to_owned(),
        Some(turn) => shell.of("refund-turn", turn.name()),
        None => shell.of("refund-state", request.state.name()),
    }
}

/// Whether the goods are with the buyer, with the shop, or nobody can say: a parcel that never came is with neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goods {
    Kept,
    Back,
    Unsaid,
}

/// What came of a request, in one sentence for one side; whose turn it is while it is open.
///
/// How a return ended is said where its steps are known.
pub fn outcome(shell: &Shell, request: &RefundRequest, side: Side, steps: Option<&[StepRow]>) -> String {
    let (asked, back) = (request.amount(), request.refunded.total().unwrap_or(request.refunded.goods));
    let (asked_words, back_words) = (shell.money(&asked), shell.money(&back));
    let how = match &request.state {
        state if state.ordered().is_some() => "ordered",
        RequestState::Refunded { .. } | RequestState::Ruled { .. } if request.is_goodwill() => "goodwill",
        RequestState::Refunded { .. } | RequestState::Ruled { .. } => {
            match (back.is_positive(), back == asked) {
                (false, _) => "none",
                (true, true) => "all",
                (true, false) => "part",
            }
        }
        _ => return shell.of("refund-headline", request.state.name()),
    };
    let who = if side == Side::Buyer { "buyer" } else { "others" };
    let key = format!("refund-outcome-{who}-{how}");
    let said = shell.say(&key, &[("back", &back_words), ("asked", &asked_words)]);
    let goods = match (how, goods(request, steps)) {
        ("all" | "part", Goods::Kept) => "kept",
        ("all" | "part", Goods::Back) => "back",
        _ => return said,
    };
    let goods = shell.of("refund-goods", &format!("{who}-{goods}"));
    shell.say("refund-outcome-and-goods", &[("said", &said), ("goods", &goods)])
}

fn goods(request: &RefundRequest, steps: Option<&[StepRow]>) -> Goods {
    if matches!(request.reason, Reason::NotArrived | Reason::Missing) {
        return Goods::Unsaid;
    }
    let posted = |step: &StepRow| matches!(step.facts, RequestState::ReturnPosted { .. });
    match (request.kind, steps) {
        (Kind::Return, None) => Goods::Unsaid,
        (_, Some(steps)) if steps.iter().any(posted) => Goods::Back,
        (Kind::Refund | Kind::Return, _) => Goods::Kept,
    }
}
