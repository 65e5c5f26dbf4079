//! Deadlines of a creditor when the debtor's insolvency opened (law.md part 14).

use chrono::NaiveDate;

use crate::calendar::{ProceduralDeadline, add_months};
use crate::law::Law;
use crate::parameter::{LawGap, Parameter};
use crate::source::SourceRef;
use crate::texts;

/// Until when a claim can be declared, counted from publication in the BODACC.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclarationDeadlines {
    /// The posting date counts: aim at `safe`.
    pub declare: ProceduralDeadline,
    /// For a creditor outside the territory where the procedure opened.
    pub declare_from_abroad: ProceduralDeadline,
    /// To ask for relief once it is too late (relevé de forclusion).
    pub ask_relief: ProceduralDeadline,
    pub sources: [SourceRef; 4],
}

/// Computes the deadlines that follow a publication.
///
/// Errors: [`LawGap`] for a publication before 2006.
pub fn declaration_deadlines(published_on: NaiveDate, law: &Law) -> Result<DeclarationDeadlines, LawGap> {
    let months = |parameter| -> Result<u32, LawGap> {
        Ok(u32::try_from(law.figure(parameter, published_on)?.value).unwrap_or(0))
    };
    let declare = months(Parameter::DeclarationMonths)?;
    let abroad = declare.saturating_add(months(Parameter::DeclarationAbroadMonths)?);
    let relief = months(Parameter::LateDeclarationMonths)?;
    Ok(DeclarationDeadlines {
        declare: ProceduralDeadline::on(add_months(published_on, declare)),
        declare_from_abroad: ProceduralDeadline::on(add_months(published_on, abroad)),
        ask_relief: ProceduralDeadline::on(add_months(published_on, relief)),
        sources: [&texts::DECLARATION, &texts::LATE_DECLARATION, &texts::MONTHS, &texts::WORKING_DAYS],
    })
}
