"""Rows for every table, by the revision at which they can be put in.

Whoever adds a revision that adds a table or a column adds rows for it here.
"""

from typing import Final

ROWS: Final[dict[str, str]] = {
    "952a6413da08": """
        INSERT INTO content_versions (kind, slug, version, digest, document, published_at)
        VALUES ('catalogue', 'catalogue', 1, 'd', '{}', now()),
               ('questionnaire', 'health-export', 1, 'd', '{}', now());

        INSERT INTO assessments (id, questionnaire_slug, questionnaire_version, status, revision,
            answers, facts, token_hash, token_expires_at, include_in_aggregates, started_at,
            updated_at, submitted_at)
        VALUES
            ('01a20320-a200-7121-bf55-6e95471e0221', 'health-export', 1, 'draft', 1,
             '{"S04": {"option": "lt3"}}', '{}', 'h', now(), false, now(), now(), NULL),
            ('01a20320-a200-7121-bf55-6e95471e0222', 'health-export', 1, 'submitted', 1,
             '{}', '{"uses_ai": {"boolean": true}}', 'h', now(), true, now(), now(), now());

        INSERT INTO assessment_changes (assessment_id, revision, kind, changes, recorded_at)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0221', 1, 'answers', '{"S04": null}', now()),
               ('01a20320-a200-7121-bf55-6e95471e0222', 1, 'submitted', '{}', now());

        INSERT INTO idempotency_keys (assessment_id, key, operation, payload_hash, revision,
            created_at)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0221', 'k', 'saveAnswers', 'h', 1, now());

        INSERT INTO results (id, assessment_id, questionnaire_slug, questionnaire_version,
            catalogue_version, engine_version, as_of, computed_at, answers_hash, region,
            include_in_aggregates, document)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0223', '01a20320-a200-7121-bf55-6e95471e0222',
            'health-export', 1, 1, '1.0.0', '2026-11-22', now(), 'h', '03', true, '{}');

        INSERT INTO result_scores (result_id, theme, score, level)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0223', 'overall', 63.0, 2),
               ('01a20320-a200-7121-bf55-6e95471e0223', 'scaling', NULL, NULL);
    """,
    "0771a8ccfe67": """
        INSERT INTO assessments (id, questionnaire_slug, questionnaire_version, status, revision,
            answers, facts, token_hash, token_expires_at, include_in_aggregates, started_at,
            updated_at, copied_from, carried_over)
        VALUES
            ('01a20320-a200-7121-bf55-6e95471e0231', 'health-export', 1, 'draft', 1,
             '{"S04": {"option": "lt3", "at": "2026-11-22T12:00:00.000Z"}}', '{}', 'h', now(),
             false, now(), now(), ARRAY['01a20320-a200-7121-bf55-6e95471e0222'::uuid],
             '{"slug": "health-export", "version": 1, "answers": {}, "left": [], "facts": []}');
    """,
    "5c1f0a7be204": """
        UPDATE results SET facts = '{"uses_ai": true, "~": {}, "~scores": {}}', facts_digest = 'd';
    """,
    "8e21c4b9d0f3": """
        INSERT INTO companies (id, organisation_number, facts, revision, created_at, updated_at)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0241', '123456785', '{}', 0, now(), now());

        INSERT INTO audit_log (id, company_id, at, actor_kind, actor, action, what)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0251', '01a20320-a200-7121-bf55-6e95471e0241',
            now(), 'company_user', '123456785', 'REGISTERED', 'x');
    """,
    "c61d3f8a2e04": """
        UPDATE companies SET revision = 1;
    """,
    "a4c7d2e91b05": """
        INSERT INTO companies (id, organisation_number, facts, revision, created_at, updated_at)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0242', '974760673', '{}', 0, now(), now())
        ON CONFLICT DO NOTHING;

        INSERT INTO api_keys (id, company_id, organisation_number, name, scopes, secret_hash,
            earlier_hash, earlier_until, expires_at, last_used_at, created_at, created_by)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0261', '01a20320-a200-7121-bf55-6e95471e0242',
            '974760673', 'Regnskap', '{catalogue,company}', 'h', 'e', now(), now(), now(), now(),
            'issuer:somebody');

        INSERT INTO audit_log (id, company_id, at, actor_kind, actor, action, what)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0252', '01a20320-a200-7121-bf55-6e95471e0242',
            now(), 'company_user', '974760673', 'key_created', 'x')
        ON CONFLICT DO NOTHING;
    """,
    "b58f0e6d3c17": """
        INSERT INTO consents (id, assessment_id, recipient, recipient_name, purpose, scope, contact,
            granted_at, withdrawn_at)
        VALUES
            ('01a20320-a200-7121-bf55-6e95471e0271', '01a20320-a200-7121-bf55-6e95471e0222',
             'norway-health-tech', '{"nb": "N", "en": "N"}', 'advice', 'summary', NULL, now(),
             now()),
            ('01a20320-a200-7121-bf55-6e95471e0272', '01a20320-a200-7121-bf55-6e95471e0222',
             'norway-health-tech', '{"nb": "N", "en": "N"}', 'advice', 'answers', 'x@example.org',
             now(), NULL);
    """,
    "e82c4d6f9a07": """
        INSERT INTO api_keys (id, name, scopes, recipients, secret_hash, expires_at, created_at,
            created_by)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0262', 'Klynge', '{shared_assessments}',
            '{norway-health-tech}', 'h', now(), now(), 'issuer:somebody');
    """,
    "d7a1b3c5e806": """
        INSERT INTO reviews (id, assessment_id, recipient, recipient_name, question, level,
            evidence, comment, reviewed_at, superseded_at)
        VALUES
            ('01a20320-a200-7121-bf55-6e95471e0281', '01a20320-a200-7121-bf55-6e95471e0222',
             'norway-health-tech', '{"nb": "N", "en": "N"}', 'S04', 1, NULL, NULL, now(), now()),
            ('01a20320-a200-7121-bf55-6e95471e0282', '01a20320-a200-7121-bf55-6e95471e0222',
             'norway-health-tech', '{"nb": "N", "en": "N"}', 'S04', 2, 'verified', 'Ok', now(),
             NULL);
    """,
    "a05e6f8b1c29": """
        INSERT INTO audit_log (id, company_id, at, actor_kind, actor, action, what)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0291', NULL, now(), 'operator', '',
            'company_erased', '01a20320-a200-7121-bf55-6e95471e0299');
    """,
    "b17f6a9c2d30": """
        INSERT INTO audit_log (id, company_id, at, actor_kind, actor, action, what, recipient,
            delegate, organisation)
        VALUES ('01a20320-a200-7121-bf55-6e95471e02a1', NULL, now(), 'integration', 'Arkiv',
            'assessment_read', 'x', 'eksfin', '974760673', '123456785');
    """,
    "c28a7b0d3e41": """
        INSERT INTO api_keys (id, name, scopes, recipients, secret_hash, expires_at, created_at,
            created_by)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0263', 'Tavle', '{aggregates}',
            '{norway-health-tech}', 'h', now(), now(), 'issuer:advisor');
    """,
    "e5a19c4b8d27": """
        INSERT INTO audit_log (id, company_id, at, actor_kind, actor, subject, action, what)
        VALUES ('01a20320-a200-7121-bf55-6e95471e02b1', NULL, now(), 'integration',
            'Arkiv 974760673', 'issuer#0192:974760673', 'assessment_read', 'x');
    """,
    "b6e0f4c81d27": """
        UPDATE api_keys SET delegate = 'erased' WHERE name = 'Regnskap';
        UPDATE audit_log SET delegate = 'erased', organisation = 'erased'
        WHERE delegate IS NOT NULL;
    """,
    "c7f1a2d95e30": """
        INSERT INTO api_keys (id, name, scopes, recipients, secret_hash, expires_at, created_at,
            created_by)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0264', 'Felles', '{shared_assessments}',
            '{norway-health-tech,eksfin}', 'h', now(), now(), 'issuer:advisor');
    """,
    "f7b2c9d04e18": """
        INSERT INTO memberships (id, cluster, organisation_number, confirmed_at, confirmed_by,
            ended_at)
        VALUES
            ('01a20320-a200-7121-bf55-6e95471e02d1', 'norway-health-tech', '974760673', now(),
             'issuer:advisor', now()),
            ('01a20320-a200-7121-bf55-6e95471e02d2', 'norway-health-tech', '974760673', now(),
             'issuer:advisor', NULL);

        INSERT INTO company_groups (organisation_number, group_number, verified_at, verified_by)
        VALUES ('974760673', '123456785', now(), 'issuer:administrator');

        INSERT INTO invitations (id, cluster, code, note, created_at, created_by, expires_at,
            revoked_at)
        VALUES ('01a20320-a200-7121-bf55-6e95471e02c1', 'norway-health-tech', 'code', 'Vår', now(),
            'issuer:advisor', now(), NULL);

        INSERT INTO invited_organisations (invitation_id, organisation_number, cluster, invited_at)
        VALUES ('01a20320-a200-7121-bf55-6e95471e02c1', '974760673', 'norway-health-tech', now());

        INSERT INTO cell_outbox (organisation_number) VALUES ('974760673');

        UPDATE assessments SET invitation_id = '01a20320-a200-7121-bf55-6e95471e02c1'
        WHERE id = '01a20320-a200-7121-bf55-6e95471e0231';
    """,
    "0c4e8a7d1f95": """
        UPDATE results SET measures = '{1,2,3}', amounts = '{630}', record_key = 7;

        INSERT INTO measures (key) VALUES ('score:overall'), ('bin:overall:63')
        ON CONFLICT DO NOTHING;

        INSERT INTO contributions (result_id, contributor, questionnaire_slug, quarter, region,
            clusters, measures, amounts, record_key, atom)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0223', '123456785', 'health-export', '2026-Q4',
            '03', '{norway-health-tech}', '{1,2,3}', '{630}', 7, 1);

        INSERT INTO disclosure_atoms (id) VALUES (1);

        INSERT INTO cells (questionnaire_slug, period, cluster, region, size_band, sector,
            contributors, record_keys, counts, changes)
        VALUES ('health-export', 'all', 'all', '03', 'all', 'all', 1, 7, '{630,1,1}', 1);
    """,
    "3b7e19d2c6a4": """
        WITH release AS (
            INSERT INTO cohort_releases (questionnaire_slug, made_at, minimum)
            VALUES ('health-export', now(), 9) RETURNING id
        )
        INSERT INTO cohort_figures (questionnaire_slug, period, cluster, region, size_band, sector,
            release_id, companies, is_shown, is_exact, told_companies, scores, counts)
        SELECT 'health-export', 'all', 'norway-health-tech', region, 'all', 'all', id, 9, shown,
            true, told, scores::json, counts::int[]
        FROM release, (VALUES ('ostlandet', true, 9, '{}', '{9}'), ('03', false, NULL, NULL, NULL))
            AS f (region, shown, told, scores, counts);

        INSERT INTO company_groups (organisation_number, group_number, verified_at, verified_by)
        VALUES ('123456785', '123456785', now(), 'issuer:administrator') ON CONFLICT DO NOTHING;

        INSERT INTO audit_log (id, at, actor_kind, actor, action, what)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0259', now(), 'administrator', '',
            'group_verified', 'worked out of the number') ON CONFLICT DO NOTHING;
    """,
    "a1d4c7e20b95": """
        UPDATE company_groups SET group_id = '01a20320-a200-7121-bf55-6e95471e02b1';
    """,
    "c3f6e9a42db7": """
        INSERT INTO api_keys (id, company_id, delegate, organisation_number, name, scopes,
            recipients, secret_hash, expires_at, created_at, created_by)
        VALUES ('01a20320-a200-7121-bf55-6e95471e0265', '01a20320-a200-7121-bf55-6e95471e0242',
            '923609016', '974760673', 'Lønn', '{company}', '{}', 'h', now(), now(),
            'issuer:somebody') ON CONFLICT DO NOTHING;
    """,
}
