"""The tables, as the migrations must leave them.

Times are UTC. Every table that grows carries `company_id`, to be distributed by company one day.
Columns with what a company says are described for the record of personal data.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON, JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_TIME = DateTime(timezone=True)

content_versions = Table(
    "content_versions",
    metadata,
    Column("id", BigInteger, Identity(always=True), comment="Order of publishing."),
    Column("kind", Text, nullable=False, comment="catalogue or questionnaire."),
    Column("slug", Text, nullable=False, comment="Which questionnaire; catalogue for that."),
    Column("version", Integer, nullable=False, comment="From 1, without gaps for catalogues."),
    Column("digest", Text, nullable=False, comment="SHA-256 of what was authored, hexadecimal."),
    Column("document", Text, nullable=False, comment="Everything in the version, as JSON."),
    Column("published_at", _TIME, nullable=False, comment="When it was published."),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("kind", "slug", "version"),
    CheckConstraint("kind IN ('catalogue', 'questionnaire')", name="kind"),
    comment="Immutable published versions of the content.",
)

companies = Table(
    "companies",
    metadata,
    Column("id", Uuid, comment="UUIDv7."),
    Column("organisation_number", Text, nullable=False, comment="Norwegian, nine digits."),
    Column("facts", JSONB, nullable=False, comment="What the company stated, by fact slug."),
    Column("revision", Integer, nullable=False, comment="Goes up by one with every change."),
    Column("created_at", _TIME, nullable=False, comment="When it was registered."),
    Column("updated_at", _TIME, nullable=False, comment="When its profile last changed."),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("organisation_number"),
    CheckConstraint("organisation_number ~ '^[0-9]{9}$'", name="organisation_number"),
    comment="Companies that somebody signed in for has registered.",
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Uuid, comment="UUIDv7; the first part of the key."),
    Column(
        "company_id",
        Uuid,
        ForeignKey("companies.id", ondelete="CASCADE"),
        comment="The company that made it, if one did.",
    ),
    Column("organisation_number", Text, comment="Whom it acts for, if for anybody."),
    Column(
        "delegate",
        Text,
        comment="The organisation that runs it for the other; erased where its number is.",
    ),
    Column("name", Text, nullable=False, comment="What people call it."),
    Column("scopes", ARRAY(Text), nullable=False, comment="What it may do."),
    Column(
        "recipients",
        ARRAY(Text),
        nullable=False,
        server_default=text("'{}'"),
        comment="Whose it is, and for whom it reads what is shared: slugs.",
    ),
    Column("secret_hash", LargeBinary, nullable=False, comment="SHA-256 of the key."),
    Column("earlier_hash", LargeBinary, comment="SHA-256 of the key before that."),
    Column("earlier_until", _TIME, comment="When the key before that ends."),
    Column("expires_at", _TIME, nullable=False, comment="When it ends."),
    Column("last_used_at", _TIME, comment="When it was last used, to about a minute."),
    Column("revoked_at", _TIME, comment="When it was revoked, if it was."),
    Column("created_at", _TIME, nullable=False, comment="When it was created."),
    Column("created_by", Text, nullable=False, comment="Who, as who vouches names them."),
    PrimaryKeyConstraint("id"),
    CheckConstraint("organisation_number ~ '^[0-9]{9}$'", name="organisation_number"),
    CheckConstraint("cardinality(scopes) > 0", name="scopes"),
    CheckConstraint(
        "cardinality(recipients) = 0 OR NOT 'company' = ANY (scopes)", name="recipients"
    ),
    CheckConstraint("(earlier_hash IS NULL) = (earlier_until IS NULL)", name="earlier"),
    Index(None, "company_id"),
    Index(None, "organisation_number"),
    comment="Keys of programs: hashes, what they may do, and for whom.",
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Uuid, comment="UUIDv7."),
    Column("company_id", Uuid, comment="Whom it is about, until that is erased."),
    Column("at", _TIME, nullable=False, comment="When it was done."),
    Column("actor_kind", Text, nullable=False, comment="What kind of principal."),
    Column("actor", Text, nullable=False, comment="What the company is shown."),
    Column("subject", Text, comment="Who, as who vouches names them."),
    Column("delegate", Text, comment="Who acted on another's behalf; erased where its number is."),
    Column("action", Text, nullable=False, comment="What was done."),
    Column("what", Text, nullable=False, comment="What it was done to, by global id."),
    Column("recipient", Text, comment="To whom it was given, or for whom it was read: a slug."),
    Column(
        "organisation",
        Text,
        comment="On whose behalf the program acted that another runs; erased where its number is.",
    ),
    PrimaryKeyConstraint("id"),
    Index(None, "company_id", "at"),
    Index(None, "what", postgresql_where=text("company_id IS NULL")),
    Index(
        "ix_audit_log_numbers",
        text("numbers_in(delegate, organisation, subject, actor)"),
        postgresql_using="gin",
    ),
    comment="Append-only: who read, granted, withdrew, erased or administered what.",
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", Uuid, comment="UUIDv7."),
    Column(
        "company_id",
        Uuid,
        ForeignKey("companies.id", ondelete="CASCADE"),
        comment="The company, once one has claimed it.",
    ),
    Column("questionnaire_slug", Text, nullable=False, comment="Which questionnaire."),
    Column("questionnaire_version", Integer, nullable=False, comment="Which version of it."),
    Column("status", Text, nullable=False, comment="draft or submitted."),
    Column("revision", Integer, nullable=False, comment="Goes up by one with every change."),
    Column("answers", JSONB, nullable=False, comment="Answer and time, by question slug."),
    Column("facts", JSONB, nullable=False, comment="What the company stated, by fact slug."),
    Column("token_hash", LargeBinary, comment="SHA-256 of the access token's secret."),
    Column("token_expires_at", _TIME, comment="When the access token ends."),
    Column("token_revoked_at", _TIME, comment="When it was revoked, if it was."),
    Column("include_in_aggregates", Boolean, nullable=False, comment="Agreed when submitting."),
    Column("started_at", _TIME, nullable=False, comment="When it was started."),
    Column("updated_at", _TIME, nullable=False, comment="When it last changed."),
    Column("submitted_at", _TIME, comment="When it was submitted, if it was."),
    Column(
        "copied_from",
        ARRAY(Uuid),
        comment="The assessments that its answers were copied from, each from the one before.",
    ),
    Column("carried_over", JSONB, comment="What the last copying carried, and what it left."),
    Column(
        "invitation_id",
        Uuid,
        ForeignKey("invitations.id", ondelete="SET NULL"),
        comment="The invitation that it was begun by.",
    ),
    PrimaryKeyConstraint("id"),
    CheckConstraint("status IN ('draft', 'submitted')", name="status"),
    CheckConstraint("(status = 'submitted') = (submitted_at IS NOT NULL)", name="submitted"),
    Index(None, "company_id"),
    Index(None, "invitation_id"),
    comment="A company's runs through questionnaires; answers as one document each.",
)

assessment_changes = Table(
    "assessment_changes",
    metadata,
    Column(
        "assessment_id",
        Uuid,
        ForeignKey("assessments.id", ondelete="CASCADE"),
        comment="Which assessment.",
    ),
    Column("revision", Integer, comment="The revision that the change made."),
    Column("company_id", Uuid, comment="The company, once one has claimed it."),
    Column("kind", Text, nullable=False, comment="answers, profile or submitted."),
    Column("changes", JSONB, nullable=False, comment="New values by slug; null took one away."),
    Column("recorded_at", _TIME, nullable=False, comment="When it was made."),
    PrimaryKeyConstraint("assessment_id", "revision"),
    CheckConstraint("kind IN ('answers', 'profile', 'submitted')", name="kind"),
    comment="Append-only history of every change to an assessment.",
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column(
        "assessment_id",
        Uuid,
        ForeignKey("assessments.id", ondelete="CASCADE"),
        comment="Which assessment.",
    ),
    Column("key", Text, comment="Chosen by the client."),
    Column("operation", Text, nullable=False, comment="Which mutation it was used for."),
    Column("payload_hash", LargeBinary, nullable=False, comment="SHA-256 of what was sent."),
    Column("revision", Integer, nullable=False, comment="The revision that it made."),
    Column("created_at", _TIME, nullable=False, comment="When it was first used."),
    PrimaryKeyConstraint("assessment_id", "key"),
    Index(None, "created_at"),
    comment="Keys of repeatable requests; good for a day.",
)

results = Table(
    "results",
    metadata,
    Column("id", Uuid, comment="UUIDv7."),
    Column(
        "assessment_id",
        Uuid,
        ForeignKey("assessments.id", ondelete="CASCADE"),
        nullable=False,
        comment="Which assessment.",
    ),
    Column("company_id", Uuid, comment="The company, once one has claimed it."),
    Column("questionnaire_slug", Text, nullable=False, comment="Which questionnaire."),
    Column("questionnaire_version", Integer, nullable=False, comment="Which version of it."),
    Column("catalogue_version", Integer, nullable=False, comment="What it was matched to."),
    Column("engine_version", Text, nullable=False, comment="The rules that computed it."),
    Column("as_of", Date, nullable=False, comment="The day that ages and dates are counted from."),
    Column("computed_at", _TIME, nullable=False, comment="When it was computed."),
    Column("answers_hash", LargeBinary, nullable=False, comment="SHA-256 of what it rests on."),
    Column("region", Text, comment="County at submission."),
    Column("size_band", Text, comment="Size by headcount at submission."),
    Column("sector", Text, comment="Main sector at submission."),
    Column("include_in_aggregates", Boolean, nullable=False, comment="Agreed when submitting."),
    Column("document", JSON, nullable=False, comment="The whole result; never changes."),
    Column("facts", JSONB, comment="What is known about the company, to match many at once."),
    Column("facts_digest", Text, comment="Of the content by which those facts were worked out."),
    Column(
        "measures",
        ARRAY(Integer),
        comment="What it is counted under, by number; first what has amounts.",
    ),
    Column(
        "amounts",
        ARRAY(Integer),
        comment="Of the first measures, in tenths; the others count once.",
    ),
    Column("record_key", BigInteger, comment="Chance, by which figures about many are protected."),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("assessment_id"),
    CheckConstraint("num_nonnulls(measures, amounts, record_key) IN (0, 3)", name="measured"),
    Index(None, "company_id"),
    comment="Immutable snapshots of submitted assessments.",
)

result_scores = Table(
    "result_scores",
    metadata,
    Column(
        "result_id",
        Uuid,
        ForeignKey("results.id", ondelete="CASCADE"),
        comment="Which result.",
    ),
    Column("theme", Text, comment="A theme's slug, or overall."),
    Column("company_id", Uuid, comment="The company, once one has claimed it."),
    Column("score", Numeric(4, 1), comment="0 to 100 as shown; null while nothing counts."),
    Column("level", SmallInteger, comment="0 to 4; null while nothing counts."),
    PrimaryKeyConstraint("result_id", "theme"),
    comment="Scores of results, one row per theme and one overall, for figures about many.",
)

consents = Table(
    "consents",
    metadata,
    Column("id", Uuid, comment="UUIDv7."),
    Column(
        "assessment_id",
        Uuid,
        ForeignKey("assessments.id", ondelete="CASCADE"),
        nullable=False,
        comment="What is shared.",
    ),
    Column("company_id", Uuid, comment="The company, once one has claimed it."),
    Column("recipient", Text, nullable=False, comment="Slug of a cluster or organisation."),
    Column(
        "recipient_name",
        JSONB,
        nullable=False,
        comment="What the recipient was called then, by language.",
    ),
    Column("purpose", Text, nullable=False, comment="advice, contact, case or application."),
    Column("scope", Text, nullable=False, comment="summary or answers."),
    Column("contact", Text, comment="Whom to reach; removed when withdrawn."),
    Column("granted_at", _TIME, nullable=False, comment="When it was given."),
    Column("withdrawn_at", _TIME, comment="When it was withdrawn, if it was."),
    PrimaryKeyConstraint("id"),
    CheckConstraint("purpose IN ('advice', 'contact', 'case', 'application')", name="purpose"),
    CheckConstraint("scope IN ('summary', 'answers')", name="scope"),
    CheckConstraint("withdrawn_at IS NULL OR contact IS NULL", name="contact"),
    Index(None, "assessment_id"),
    Index(None, "company_id"),
    Index(None, "recipient", "granted_at", "id"),
    Index(
        "uq_consents_assessment_id_recipient_purpose",
        "assessment_id",
        "recipient",
        "purpose",
        unique=True,
        postgresql_where=text("withdrawn_at IS NULL"),
    ),
    comment="To whom companies show what, and what for; kept when withdrawn.",
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Uuid, comment="UUIDv7."),
    Column(
        "assessment_id",
        Uuid,
        ForeignKey("assessments.id", ondelete="CASCADE"),
        nullable=False,
        comment="Whose answer.",
    ),
    Column("company_id", Uuid, comment="The company, once one has claimed it."),
    Column("recipient", Text, nullable=False, comment="Slug of whose advisor did."),
    Column(
        "recipient_name",
        JSONB,
        nullable=False,
        comment="What the recipient was called then, by language.",
    ),
    Column("question", Text, nullable=False, comment="Slug of the question."),
    Column("level", SmallInteger, comment="0 to 4, in the advisor's view."),
    Column("evidence", Text, comment="documented or verified."),
    Column("comment", Text, comment="The advisor's own words."),
    Column("reviewed_at", _TIME, nullable=False, comment="When it was reviewed."),
    Column("superseded_at", _TIME, comment="When it was replaced or taken away."),
    PrimaryKeyConstraint("id"),
    CheckConstraint("level BETWEEN 0 AND 4", name="level"),
    CheckConstraint("evidence IN ('documented', 'verified')", name="evidence"),
    CheckConstraint("char_length(comment) BETWEEN 1 AND 2000", name="comment"),
    CheckConstraint("num_nonnulls(level, evidence, comment) > 0", name="something"),
    Index(None, "assessment_id"),
    Index(None, "company_id"),
    Index(
        "uq_reviews_assessment_id_recipient_question",
        "assessment_id",
        "recipient",
        "question",
        unique=True,
        postgresql_where=text("superseded_at IS NULL"),
    ),
    comment="What advisors say of answers; kept when superseded.",
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", Uuid, comment="UUIDv7."),
    Column("cluster", Text, nullable=False, comment="Slug of the cluster."),
    Column("organisation_number", Text, nullable=False, comment="The member's."),
    Column("confirmed_at", _TIME, nullable=False, comment="When it was confirmed."),
    Column("confirmed_by", Text, nullable=False, comment="Who, as who vouches names them."),
    Column("ended_at", _TIME, comment="When it was taken off the list, if it was."),
    PrimaryKeyConstraint("id"),
    CheckConstraint("organisation_number ~ '^[0-9]{9}$'", name="organisation_number"),
    Index(
        "uq_memberships_cluster_organisation_number",
        "cluster",
        "organisation_number",
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index(None, "organisation_number"),
    comment="Members as their clusters confirm them; kept for a while when they end.",
)

company_groups = Table(
    "company_groups",
    metadata,
    Column("organisation_number", Text, comment="An organisation of the group."),
    Column("group_number", Text, nullable=False, comment="The group's parent company."),
    Column("verified_at", _TIME, nullable=False, comment="When it was verified."),
    Column("verified_by", Text, nullable=False, comment="Who, as who vouches names them."),
    Column(
        "group_id",
        Uuid,
        nullable=False,
        server_default=text("gen_random_uuid()"),
        comment="Random: how the audit log names the group.",
    ),
    PrimaryKeyConstraint("organisation_number"),
    CheckConstraint("organisation_number ~ '^[0-9]{9}$'", name="organisation_number"),
    CheckConstraint("group_number ~ '^[0-9]{9}$'", name="group_number"),
    Index(None, "group_number"),
    comment="Organisations that belong together, and count as one in figures about many.",
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Uuid, comment="UUIDv7."),
    Column("cluster", Text, nullable=False, comment="Slug of the cluster."),
    Column("code", Text, nullable=False, comment="What the link to it ends in."),
    Column("note", Text, comment="The advisor's own words, for advisors."),
    Column("created_at", _TIME, nullable=False, comment="When it was made."),
    Column("created_by", Text, nullable=False, comment="Who, as who vouches names them."),
    Column("expires_at", _TIME, nullable=False, comment="When it ends."),
    Column("revoked_at", _TIME, comment="When it was revoked, if it was."),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("code"),
    Index(None, "cluster", "created_at", "id"),
    comment="Links by which clusters invite to a self-assessment.",
)

invited_organisations = Table(
    "invited_organisations",
    metadata,
    Column(
        "invitation_id",
        Uuid,
        ForeignKey("invitations.id", ondelete="CASCADE"),
        comment="Which invitation.",
    ),
    Column("organisation_number", Text, comment="Whom it is for."),
    Column("cluster", Text, nullable=False, comment="Slug of the one that invites."),
    Column("invited_at", _TIME, nullable=False, comment="When the invitation was made."),
    PrimaryKeyConstraint("invitation_id", "organisation_number"),
    CheckConstraint("organisation_number ~ '^[0-9]{9}$'", name="organisation_number"),
    Index(None, "organisation_number"),
    Index(None, "cluster", "organisation_number"),
    comment="Whom invitations are for, where their clusters say so.",
)

cell_outbox = Table(
    "cell_outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), comment="Order of noting."),
    Column("organisation_number", Text, nullable=False, comment="A company's or a group's."),
    Column(
        "noted_at",
        _TIME,
        nullable=False,
        server_default=text("now()"),
        comment="When it was noted.",
    ),
    PrimaryKeyConstraint("id"),
    comment="Whom something has changed about that is counted; emptied within seconds.",
)

measures = Table(
    "measures",
    metadata,
    Column("id", Integer, Identity(always=True), comment="Its place in cells."),
    Column("key", Text, nullable=False, comment="What is counted."),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("key"),
    comment="What results are counted under; numbers are never used anew.",
)

contributions = Table(
    "contributions",
    metadata,
    Column(
        "result_id",
        Uuid,
        ForeignKey("results.id", deferrable=True, initially="DEFERRED"),
        comment="Which result.",
    ),
    Column("contributor", Text, nullable=False, comment="A company's or a group's number."),
    Column("questionnaire_slug", Text, nullable=False, comment="Which questionnaire."),
    Column("quarter", Text, nullable=False, comment="When, such as 2026-Q3."),
    Column("region", Text, comment="County at submission."),
    Column("size_band", Text, comment="Size by headcount at submission."),
    Column("sector", Text, comment="Main sector at submission."),
    Column("clusters", ARRAY(Text), nullable=False, comment="Whose confirmed lists it is on."),
    Column("measures", ARRAY(Integer), nullable=False, comment="As in the result."),
    Column("amounts", ARRAY(Integer), nullable=False, comment="As in the result."),
    Column("record_key", BigInteger, nullable=False, comment="As in the result."),
    Column("atom", Integer, comment="With which others it has been published."),
    Column(
        "entered_at",
        _TIME,
        nullable=False,
        server_default=text("now()"),
        comment="When it began to be counted.",
    ),
    PrimaryKeyConstraint("result_id"),
    Index(None, "contributor"),
    comment="Results that are counted in the cells now.",
)

disclosure_atoms = Table(
    "disclosure_atoms",
    metadata,
    Column("id", Integer, autoincrement=False, comment="Which set."),
    Column(
        "ghosts",
        Integer,
        nullable=False,
        server_default=text("0"),
        comment="How many were published with it and are counted no more.",
    ),
    PrimaryKeyConstraint("id"),
    comment="Sets of contributions that no published figure tells apart.",
)

cells = Table(
    "cells",
    metadata,
    Column("questionnaire_slug", Text, comment="Which questionnaire."),
    Column("period", Text, comment="A quarter, a year, or all."),
    Column("cluster", Text, comment="Whose members, or all."),
    Column("region", Text, comment="County, or all."),
    Column("size_band", Text, comment="Size by headcount, or all."),
    Column("sector", Text, comment="Main sector, or all."),
    Column("contributors", Integer, nullable=False, comment="How many."),
    Column("record_keys", BigInteger, nullable=False, comment="XOR of their record keys."),
    Column(
        "counts",
        ARRAY(BigInteger),
        nullable=False,
        comment="Sums by number of measure; what is beyond the end is 0.",
    ),
    Column(
        "changes",
        Integer,
        nullable=False,
        comment="Contributors that came, went or changed since the last release.",
    ),
    PrimaryKeyConstraint(
        "questionnaire_slug", "period", "cluster", "region", "size_band", "sector"
    ),
    comment="Exact figures about many, shown to nobody as they are.",
)

cohort_releases = Table(
    "cohort_releases",
    metadata,
    Column("id", BigInteger, Identity(always=True), comment="In order of time."),
    Column("questionnaire_slug", Text, nullable=False, comment="Which questionnaire."),
    Column("made_at", _TIME, nullable=False, comment="As of when it tells."),
    Column("minimum", Integer, nullable=False, comment="The fewest companies a figure is of."),
    PrimaryKeyConstraint("id"),
    comment="When figures about many were replaced.",
)

cohort_figures = Table(
    "cohort_figures",
    metadata,
    Column("questionnaire_slug", Text, comment="Which questionnaire."),
    Column("period", Text, comment="A quarter, a year, or all."),
    Column("cluster", Text, comment="Whose members, or all."),
    Column("region", Text, comment="County, part of the country, or all."),
    Column("size_band", Text, comment="Size by headcount, a wider one, or all."),
    Column("sector", Text, comment="Main sector, or all."),
    Column(
        "release_id",
        BigInteger,
        ForeignKey("cohort_releases.id"),
        nullable=False,
        comment="When it was last told of.",
    ),
    Column("companies", Integer, nullable=False, comment="Of how many; shown to nobody."),
    Column("is_shown", Boolean, nullable=False, comment="Whether it is still told."),
    Column("is_exact", Boolean, nullable=False, comment="Whether without noise."),
    Column("told_companies", Integer, comment="Of how many, as it is told."),
    Column("scores", JSON, comment="By theme and overall, as they are told."),
    Column(
        "counts",
        ARRAY(Integer),
        comment="Companies by number of measure, as they are told; 0 where scores say it.",
    ),
    PrimaryKeyConstraint(
        "questionnaire_slug", "period", "cluster", "region", "size_band", "sector"
    ),
    CheckConstraint(
        "num_nonnulls(told_companies, scores, counts) = CASE WHEN is_shown THEN 3 ELSE 0 END",
        name="shown",
    ),
    Index(None, "release_id"),
    comment="What is told of many companies.",
)
