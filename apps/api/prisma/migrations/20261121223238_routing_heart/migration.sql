-- CreateEnum
CREATE TYPE "VoicemailState" AS ENUM ('open', 'done', 'failed');

-- CreateEnum
CREATE TYPE "CallbackState" AS ENUM ('waiting', 'reached', 'givenUp', 'cancelled');

-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "emergency_only" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "expert" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "announcement" ADD COLUMN     "expected_recovery_at" TIMESTAMPTZ(3),
ADD COLUMN     "regions" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "topics" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "flow" ADD COLUMN     "draft" JSONB,
ADD COLUMN     "draft_at" TIMESTAMPTZ(3),
ADD COLUMN     "draft_by" TEXT,
ADD COLUMN     "draft_revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "scheduled_at" TIMESTAMPTZ(3),
ADD COLUMN     "scheduled_version_id" TEXT;

-- AlterTable
ALTER TABLE "flow_version" ADD COLUMN     "layout" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "tests" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "queue" ADD COLUMN     "routing" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "pool_id" TEXT NOT NULL DEFAULT 'pol_default',
ADD COLUMN     "pool_share" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "regions" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "known_caller" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "number_key" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "vip_class" INTEGER,
    "member_number" TEXT,
    "designated_agent_id" TEXT,
    "owner_agent_id" TEXT,
    "region" TEXT,
    "pin_hash" TEXT,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "branch_id" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_caller_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "caller_contact" (
    "tenant_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "caller_contact_pkey" PRIMARY KEY ("tenant_id","number")
);

-- CreateTable
CREATE TABLE "voicemail_box" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "group_id" TEXT,
    "agent_id" TEXT,
    "greeting_prompt_id" TEXT NOT NULL,
    "length_max_ms" INTEGER NOT NULL DEFAULT 120000,
    "promised_within_ms" INTEGER NOT NULL DEFAULT 14400000,
    "branch_id" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "voicemail_box_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "voicemail" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "box_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "ani" TEXT NOT NULL,
    "queue_id" TEXT,
    "left_at" TIMESTAMPTZ(3) NOT NULL,
    "promised_at" TIMESTAMPTZ(3) NOT NULL,
    "length_ms" INTEGER NOT NULL,
    "capture_file" TEXT,
    "streams" JSONB NOT NULL DEFAULT '[]',
    "status" "RecordingStatus" NOT NULL,
    "file" TEXT,
    "actual_ms" INTEGER,
    "state" "VoicemailState" NOT NULL DEFAULT 'open',
    "assignee_id" TEXT,
    "heard_at" TIMESTAMPTZ(3),
    "heard_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "voicemail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_attempt" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "voicemail_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "agent_id" TEXT,
    "user_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "contact_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "callback" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "enqueued_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "state" "CallbackState" NOT NULL DEFAULT 'waiting',
    "attempts_log" JSONB NOT NULL DEFAULT '[]',
    "ended_at" TIMESTAMPTZ(3),
    "promised_at" TIMESTAMPTZ(3),

    CONSTRAINT "callback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_decision" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" JSONB NOT NULL,
    "presentation" INTEGER NOT NULL,
    "outcome" TEXT,

    CONSTRAINT "routing_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wait_estimate" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "position" INTEGER NOT NULL,
    "expected_ms" INTEGER,
    "actual_ms" INTEGER,

    CONSTRAINT "wait_estimate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "definition" JSONB NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_answer" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "survey_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "agent_id" TEXT,
    "queue_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "score" INTEGER NOT NULL,
    "satisfied" BOOLEAN NOT NULL,
    "reason_key" TEXT,

    CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow_test" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "flow_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "script" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flow_test_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow_secret" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT,

    CONSTRAINT "flow_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_log" (
    "tenant_id" TEXT NOT NULL,
    "pool_id" TEXT NOT NULL,
    "token" INTEGER NOT NULL,
    "first" BIGINT NOT NULL,
    "last" BIGINT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "entries" BYTEA NOT NULL,

    CONSTRAINT "pool_log_pkey" PRIMARY KEY ("pool_id","token","first")
);

-- CreateIndex
CREATE UNIQUE INDEX "known_caller_tenant_id_id_key" ON "known_caller"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "known_caller_tenant_id_number_key_key" ON "known_caller"("tenant_id", "number_key");

-- CreateIndex
CREATE UNIQUE INDEX "voicemail_box_tenant_id_id_key" ON "voicemail_box"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "voicemail_box_tenant_id_name_key_key" ON "voicemail_box"("tenant_id", "name_key");

-- CreateIndex
CREATE INDEX "voicemail_tenant_id_state_promised_at_idx" ON "voicemail"("tenant_id", "state", "promised_at");

-- CreateIndex
CREATE UNIQUE INDEX "voicemail_tenant_id_id_key" ON "voicemail"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_attempt_tenant_id_voicemail_id_attempt_key" ON "contact_attempt"("tenant_id", "voicemail_id", "attempt");

-- CreateIndex
CREATE INDEX "callback_tenant_id_state_enqueued_at_idx" ON "callback"("tenant_id", "state", "enqueued_at");

-- CreateIndex
CREATE UNIQUE INDEX "callback_tenant_id_id_key" ON "callback"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "routing_decision_tenant_id_call_id_idx" ON "routing_decision"("tenant_id", "call_id");

-- CreateIndex
CREATE INDEX "routing_decision_tenant_id_agent_id_at_idx" ON "routing_decision"("tenant_id", "agent_id", "at");

-- CreateIndex
CREATE INDEX "routing_decision_tenant_id_queue_id_at_idx" ON "routing_decision"("tenant_id", "queue_id", "at");

-- CreateIndex
CREATE INDEX "wait_estimate_tenant_id_queue_id_at_idx" ON "wait_estimate"("tenant_id", "queue_id", "at");

-- CreateIndex
CREATE INDEX "wait_estimate_tenant_id_call_id_idx" ON "wait_estimate"("tenant_id", "call_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_tenant_id_id_key" ON "survey"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_tenant_id_name_key_key" ON "survey"("tenant_id", "name_key");

-- CreateIndex
CREATE INDEX "survey_answer_tenant_id_at_idx" ON "survey_answer"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "survey_answer_tenant_id_call_id_idx" ON "survey_answer"("tenant_id", "call_id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_test_tenant_id_id_key" ON "flow_test"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_test_tenant_id_flow_id_name_key" ON "flow_test"("tenant_id", "flow_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "flow_secret_tenant_id_name_key" ON "flow_secret"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "pool_log_pool_id_from_at_idx" ON "pool_log"("pool_id", "from_at");

-- AddForeignKey
ALTER TABLE "known_caller" ADD CONSTRAINT "known_caller_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_caller" ADD CONSTRAINT "known_caller_tenant_id_branch_id_fkey" FOREIGN KEY ("tenant_id", "branch_id") REFERENCES "branch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_contact" ADD CONSTRAINT "caller_contact_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "voicemail_box" ADD CONSTRAINT "voicemail_box_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "voicemail_box" ADD CONSTRAINT "voicemail_box_tenant_id_branch_id_fkey" FOREIGN KEY ("tenant_id", "branch_id") REFERENCES "branch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "voicemail" ADD CONSTRAINT "voicemail_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "voicemail" ADD CONSTRAINT "voicemail_tenant_id_box_id_fkey" FOREIGN KEY ("tenant_id", "box_id") REFERENCES "voicemail_box"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_attempt" ADD CONSTRAINT "contact_attempt_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_attempt" ADD CONSTRAINT "contact_attempt_tenant_id_voicemail_id_fkey" FOREIGN KEY ("tenant_id", "voicemail_id") REFERENCES "voicemail"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "callback" ADD CONSTRAINT "callback_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_decision" ADD CONSTRAINT "routing_decision_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wait_estimate" ADD CONSTRAINT "wait_estimate_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey" ADD CONSTRAINT "survey_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_answer" ADD CONSTRAINT "survey_answer_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_test" ADD CONSTRAINT "flow_test_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_test" ADD CONSTRAINT "flow_test_tenant_id_flow_id_fkey" FOREIGN KEY ("tenant_id", "flow_id") REFERENCES "flow"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_secret" ADD CONSTRAINT "flow_secret_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool_log" ADD CONSTRAINT "pool_log_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Names are unique among what is in use.
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "voicemail_box" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "survey" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE FUNCTION keep_caller_number_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.number_key := CASE WHEN NEW.archived_at IS NULL THEN NEW.number END;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_number_key BEFORE INSERT OR UPDATE ON "known_caller" FOR EACH ROW EXECUTE FUNCTION keep_caller_number_key();
CREATE TRIGGER keep_branch BEFORE INSERT ON "known_caller" FOR EACH ROW EXECUTE FUNCTION keep_branch();
CREATE TRIGGER keep_branch BEFORE INSERT ON "voicemail_box" FOR EACH ROW EXECUTE FUNCTION keep_branch();
ALTER TABLE "voicemail_box" ADD CONSTRAINT voicemail_box_one_addressee CHECK (num_nonnulls(group_id, agent_id) <= 1);
ALTER TABLE "contact_attempt" ADD CONSTRAINT contact_attempt_number CHECK (attempt BETWEEN 1 AND 3);


-- Row-level security of the new tables: docs/adr/0006-row-level-security.md.
ALTER TABLE "known_caller" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "known_caller" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "known_caller" TO seatline_app;
CREATE POLICY tenant_rows ON "known_caller" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "caller_contact" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "caller_contact" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "caller_contact" TO seatline_app;
CREATE POLICY tenant_rows ON "caller_contact" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "voicemail_box" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "voicemail_box" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "voicemail_box" TO seatline_app;
CREATE POLICY tenant_rows ON "voicemail_box" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "voicemail" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "voicemail" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "voicemail" TO seatline_app;
CREATE POLICY tenant_rows ON "voicemail" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "contact_attempt" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contact_attempt" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "contact_attempt" TO seatline_app;
CREATE POLICY tenant_rows ON "contact_attempt" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "callback" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "callback" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "callback" TO seatline_app;
CREATE POLICY tenant_rows ON "callback" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "routing_decision" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "routing_decision" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "routing_decision" TO seatline_app;
CREATE POLICY tenant_rows ON "routing_decision" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "wait_estimate" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "wait_estimate" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "wait_estimate" TO seatline_app;
CREATE POLICY tenant_rows ON "wait_estimate" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "survey" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "survey" TO seatline_app;
CREATE POLICY tenant_rows ON "survey" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "survey_answer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_answer" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "survey_answer" TO seatline_app;
CREATE POLICY tenant_rows ON "survey_answer" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "flow_test" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "flow_test" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "flow_test" TO seatline_app;
CREATE POLICY tenant_rows ON "flow_test" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "flow_secret" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "flow_secret" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "flow_secret" TO seatline_app;
CREATE POLICY tenant_rows ON "flow_secret" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "pool_log" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "pool_log" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "pool_log" TO seatline_app;
CREATE POLICY tenant_rows ON "pool_log" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

-- Branches see themselves only.
CREATE POLICY own_branch ON "known_caller" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id IS NULL OR branch_id = ANY ((SELECT app_branch_ids())::text[]));
CREATE POLICY own_branch ON "voicemail_box" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]));
CREATE POLICY own_branch ON "voicemail" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM voicemail_box box WHERE box.tenant_id = voicemail.tenant_id AND box.id = voicemail.box_id));
CREATE POLICY own_branch ON "contact_attempt" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM voicemail WHERE voicemail.tenant_id = contact_attempt.tenant_id AND voicemail.id = contact_attempt.voicemail_id));
CREATE POLICY own_branch ON "callback" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = callback.tenant_id AND queue.id = callback.queue_id));
CREATE POLICY own_branch ON "routing_decision" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = routing_decision.tenant_id AND queue.id = routing_decision.queue_id));
CREATE POLICY own_branch ON "wait_estimate" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = wait_estimate.tenant_id AND queue.id = wait_estimate.queue_id));
CREATE POLICY own_branch ON "survey_answer" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM call WHERE call.tenant_id = survey_answer.tenant_id AND call.id = survey_answer.call_id));
CREATE POLICY own_branch ON "caller_contact" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM call WHERE call.tenant_id = caller_contact.tenant_id AND call.id = caller_contact.call_id));
CREATE POLICY own_branch ON "flow_secret" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));
