//! The words under which kinds are stored. A new variant does not compile before it has its word; a test holds each to
//! the word of the journal.

use domain::{
    AttachmentKind, CaseEnd, Channel, ClaimNature, DebtorKind, DeliveryOutcome, Direction, DisputeEnd, DisputeReason,
    InsolvencyKind, InvoiceKind, Lang, LegalForm, LimitationFactKind, Means, Origin, Outcome, PaymentOrder, PlanEnd,
    PlanInterest, PromiseEnd, PublicBuyer, Route, Standing, StepKey,
};

/// A kind with a stored word.
pub(crate) trait Code: Sized {
    fn code(self) -> &'static str;
    fn from_code(code: &str) -> Option<Self>;
}

macro_rules! codes {
    ($($kind:ident { $($variant:ident $code:literal),* $(,)? })*) => {
        $(impl Code for $kind {
            fn code(self) -> &'static str {
                match self { $($kind::$variant => $code),* }
            }
            fn from_code(code: &str) -> Option<$kind> {
                match code { $($code => Some($kind::$variant),)* _ => None }
            }
        })*

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn a_kind_has_the_same_word_in_the_tables_and_in_the_journal() {
                $($(
                    assert_eq!(serde_json::to_string(&$kind::$variant).unwrap(), format!("{:?}", $code));
                    assert_eq!($kind::from_code($code), Some($kind::$variant));
                )*)*
                assert_eq!(Means::from_code("barter"), None);
            }
        }
    };
}

codes! {
    Origin {
        Document "document", BroughtForward "brought_forward", MoneyBack "money_back", BookEntry "book_entry",
    }
    AttachmentKind {
        Original "original", Quote "quote", Order "order", DeliveryNote "delivery_note", Contract "contract",
        Other "other",
    }
    CaseEnd { Decided "decided", Dropped "dropped", Rejected "rejected", Lapsed "lapsed" }
    Channel {
        Email "email", Letter "letter", RegisteredLetter "registered_letter", Phone "phone",
        TextMessage "text_message", InPerson "in_person", Portal "portal",
    }
    ClaimNature {
        General "general", CarriageOfGoods "carriage_of_goods", Telecom "telecom",
        ResidentialRent "residential_rent", ShipSupplies "ship_supplies", ConsumerCredit "consumer_credit",
    }
    DebtorKind { Professional "professional", Consumer "consumer", PublicBody "public_body" }
    DeliveryOutcome {
        Signed "signed", Unclaimed "unclaimed", Refused "refused", UnknownAddress "unknown_address",
    }
    Direction { Outgoing "outgoing", Incoming "incoming" }
    DisputeEnd { Rejected "rejected", Accepted "accepted", Settled "settled" }
    DisputeReason {
        NotReceived "not_received", OrderNumber "order_number", Price "price", Delivery "delivery",
        Quality "quality", Other "other",
    }
    InsolvencyKind {
        Sauvegarde "sauvegarde", Redressement "redressement", Liquidation "liquidation",
        OverIndebtedness "over_indebtedness",
    }
    InvoiceKind { Invoice "invoice", CreditNote "credit_note" }
    Lang { Fr "fr", En "en" }
    LegalForm {
        SoleTrader "sole_trader", Eurl "eurl", Sarl "sarl", Sasu "sasu", Sas "sas", Sa "sa", Snc "snc", Sci "sci",
        Scop "scop", Association "association", Other "other",
    }
    LimitationFactKind {
        Acknowledgment "acknowledgment", TimeRequested "time_requested", CourtAction "court_action",
        OrderRequestFiled "order_request_filed", OrderServed "order_served",
        EnforcementMeasure "enforcement_measure", Mediation "mediation", Conciliation "conciliation",
        ParticipativeProcedure "participative_procedure", SmallClaimsInvitation "small_claims_invitation",
        SmallClaimsAgreement "small_claims_agreement", WrittenDemand "written_demand",
        PublicBodyStatement "public_body_statement", ClaimDeclared "claim_declared",
        TitleEnforceable "title_enforceable", ContractClause "contract_clause",
    }
    Means {
        Transfer "transfer", Cheque "cheque", Cash "cash", Card "card", DirectDebit "direct_debit", Other "other",
    }
    Outcome {
        NoAnswer "no_answer", MessageLeft "message_left", Promised "promised", SaysPaid "says_paid",
        Disputes "disputes", AsksForDocument "asks_for_document", InDifficulty "in_difficulty", Refuses "refuses",
        WrongNumber "wrong_number", Other "other",
    }
    PaymentOrder { InterestFirst "interest_first", PrincipalFirst "principal_first" }
    PlanEnd { Kept "kept", Broken "broken", CalledOff "called_off" }
    PlanInterest { Kept "kept", WaivedIfRespected "waived_if_respected" }
    PromiseEnd { Kept "kept", Broken "broken", CalledOff "called_off" }
    PublicBuyer {
        StateOrLocal "state_or_local", Hospital "hospital", PublicUndertaking "public_undertaking",
    }
    Route {
        Conciliator "conciliator", MediateurDesEntreprises "mediateur_des_entreprises",
        CollectionAgency "collection_agency", SmallClaims "small_claims",
        UncontestedCommercialClaim "uncontested_commercial_claim", OrderForPayment "order_for_payment",
        EuropeanOrderForPayment "european_order_for_payment", EuropeanSmallClaims "european_small_claims",
        RefereProvision "refere_provision", Action "action", AdministrativeRoute "administrative_route",
        DeclarationOfClaim "declaration_of_claim", Lawyer "lawyer",
    }
    Standing {
        Trader "trader", Artisan "artisan", LiberalOrCivil "liberal_or_civil", Association "association",
        Unknown "unknown",
    }
    StepKey {
        NameTheKind "name_the_kind", CheckDeposit "check_deposit", CheckPayment "check_payment",
        DepositCheque "deposit_cheque", CheckPromise "check_promise", CheckPlan "check_plan",
        AnswerDispute "answer_dispute", FirstReminder "first_reminder", Call "call",
        SecondReminder "second_reminder", FormalNotice "formal_notice", PlanNotice "plan_notice", HandOver "hand_over",
        ActBeforeLimitation "act_before_limitation", DeclareClaim "declare_claim",
    }
}
