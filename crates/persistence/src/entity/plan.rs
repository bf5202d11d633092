//! Tables of the action plan.

super::tables! {
    /// Editions of the plan (Maßnahmenpläne).
    "action_plan" action_plan(id: Uuid) {
        slug: String,
        adopted_on: Option<Date>,
        decision: Option<String>,
        short_years: Option<i32>,
        medium_years: Option<i32>,
        long_years: Option<i32>,
        document_name: Option<String>,
        document_sha256: Option<String>,
        document_lines: Option<i64>,
    }

    /// Fields of action (Handlungsfelder).
    "action_area" action_area(id: Uuid) {
        slug: String,
        plan: Uuid,
        sort_order: i64,
        source_line: Option<i64>,
    }

    /// Numbered headings inside an area (Abschnitte).
    "plan_section" plan_section(area: Uuid, position: i32) {
        part: Uuid,
        slug: String,
        number: String,
        parent: Option<Uuid>,
        official_text: Option<String>,
        source_line: Option<i64>,
    }

    /// What challenges, goals, suggestions and measures have in common.
    "plan_item" plan_item(id: Uuid) {
        kind: String,
        slug: String,
        sort_order: i64,
        official_text: Option<String>,
        source_line: Option<i64>,
        horizon_min: Option<String>,
        horizon_max: Option<String>,
    }

    /// What is wrong today (Herausforderungen).
    "challenge" challenge(id: Uuid) {
        area: Uuid,
        section: Option<Uuid>,
        prioritized: Option<bool>,
    }

    /// What the plan wants to reach (Ziele).
    "goal" goal(id: Uuid) {
        challenge: Uuid,
    }

    /// Ideas under a goal (Anregungen).
    "suggestion" suggestion(id: Uuid) {
        goal: Uuid,
        number: Option<i64>,
    }

    /// What will be done (Maßnahmen).
    "measure" measure(id: Uuid) {
        challenge: Uuid,
        status: Option<String>,
        weight: Option<i32>,
    }

    /// The goals that a measure serves.
    "measure_goal" measure_goal(measure: Uuid, position: i32) {
        goal: Uuid,
    }

    /// The suggestions that a measure takes up.
    "measure_suggestion" measure_suggestion(measure: Uuid, position: i32) {
        suggestion: Uuid,
    }

    /// What was reported about a measure.
    "progress_report" progress_report(measure: Uuid, position: i32) {
        part: Uuid,
        date: Date,
        status: String,
        percent: Option<i32>,
        author: String,
        step: Option<Uuid>,
    }

    /// How a measure was judged.
    "evaluation" evaluation(measure: Uuid, position: i32) {
        part: Uuid,
        date: Date,
    }

    /// By what a measure was judged.
    "evaluation_criterion" evaluation_criterion(measure: Uuid, evaluation: i32, position: i32) {
        reached: Option<i32>,
    }

    /// First steps (Erste Schritte) of a plan item.
    "first_step" first_step(item: Uuid, position: i32) {
        part: Uuid,
        slug: String,
        number: Option<i64>,
        parallel: bool,
        official_text: Option<String>,
        source_line: Option<i64>,
        status: Option<String>,
    }

    /// For whom a plan item is; the groups of one `audience` combine, audiences are alternatives.
    "plan_item_target_group" plan_item_target_group(item: Uuid, audience: i32, position: i32) {
        target_group: Uuid,
        emphasis: String,
    }

    /// What a plan item needs.
    "plan_item_resource" plan_item_resource(item: Uuid, position: i32) {
        kind: String,
        optional: bool,
    }

    /// The named phases of a plan item's horizon.
    "plan_item_phase" plan_item_phase(item: Uuid, position: i32) {
        min: String,
        max: String,
    }

    /// What a plan item refers to: an item or an area, and which part of it.
    "cross_reference" cross_reference(item: Uuid, position: i32) {
        target_item: Option<Uuid>,
        target_area: Option<Uuid>,
        target_part: Option<Uuid>,
        confidence: Option<f64>,
        official_text: Option<String>,
    }

    /// Who does what (Zuständigkeiten), for exactly one of an item, an area and an entry.
    "responsibility" responsibility(id: Uuid) {
        slug: String,
        organization: Uuid,
        plan_item: Option<Uuid>,
        action_area: Option<Uuid>,
        entry: Option<Uuid>,
        role: String,
        commitment: Option<String>,
        responsible: Option<bool>,
        valid_from: Option<Date>,
        valid_to: Option<Date>,
        official_text: Option<String>,
        source_line: Option<i64>,
        sort_order: i64,
    }

    /// What the reader of a plan's document could not decide.
    "plan_question" plan_question(id: Uuid) {
        document: String,
        line: Option<i64>,
        cell: Option<i64>,
        kind: String,
        why: String,
        confidence: i32,
        about: Option<Uuid>,
        about_revision: Option<i64>,
        noted_at: DateTimeUtc,
        settled_at: Option<DateTimeUtc>,
        settled_by: Option<Uuid>,
        comment: Option<String>,
    }

    /// What organizations propose about the progress of measures.
    "progress_proposal" progress_proposal(id: Uuid) {
        measure: Uuid,
        organization: Uuid,
        proposed_by: Option<Uuid>,
        proposed_at: DateTimeUtc,
        date: Date,
        step: Option<Uuid>,
        status: String,
        percent: Option<i32>,
        note: Option<String>,
        state: String,
        decided_at: Option<DateTimeUtc>,
        decided_by: Option<Uuid>,
        comment: Option<String>,
    }
}
