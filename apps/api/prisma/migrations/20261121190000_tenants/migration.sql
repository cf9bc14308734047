-- CreateEnum
CREATE TYPE "SeatGrade" AS ENUM ('standard', 'professional', 'leader');

-- CreateEnum
CREATE TYPE "PromptSource" AS ENUM ('speech', 'upload', 'recording');

-- CreateEnum
CREATE TYPE "NumberKind" AS ENUM ('tollFree', 'shortCode', 'subNumber', 'local');

-- CreateEnum
CREATE TYPE "NumberState" AS ENUM ('free', 'reserved', 'issued', 'returned');

-- CreateEnum
CREATE TYPE "TrunkDirection" AS ENUM ('inbound', 'outbound', 'both');

-- CreateEnum
CREATE TYPE "CallerIdRule" AS ENUM ('ownNumbers', 'fixed');

-- CreateEnum
CREATE TYPE "ListKind" AS ENUM ('black', 'white');

-- CreateEnum
CREATE TYPE "ListDirection" AS ENUM ('inbound', 'outbound', 'both');

-- CreateEnum
CREATE TYPE "ListEntryState" AS ENUM ('requested', 'approved', 'refused', 'removed');

-- CreateEnum
CREATE TYPE "PreflightStatus" AS ENUM ('running', 'passed', 'failed');

-- AlterEnum
ALTER TYPE "Role" RENAME VALUE 'operator' TO 'operatorAdmin';
ALTER TYPE "Role" RENAME VALUE 'finance' TO 'operatorFinance';
ALTER TYPE "Role" ADD VALUE 'operatorSupervisor';
ALTER TYPE "Role" ADD VALUE 'reportViewer';
ALTER TYPE "Role" ADD VALUE 'qa';
ALTER TYPE "Role" ADD VALUE 'expert';

-- AlterEnum
ALTER TYPE "TenantStatus" ADD VALUE 'prospect';
ALTER TYPE "TenantStatus" ADD VALUE 'provisioning';
ALTER TYPE "TenantStatus" ADD VALUE 'trial';
ALTER TYPE "TenantStatus" ADD VALUE 'ended';

-- DropIndex
DROP INDEX "business_hours_tenant_id_name_key";

-- DropIndex
DROP INDEX "did_number_key";

-- DropIndex
DROP INDEX "flow_tenant_id_name_key";

-- DropIndex
DROP INDEX "prompt_tenant_id_name_key";

-- DropIndex
DROP INDEX "queue_tenant_id_name_key";

-- DropIndex
DROP INDEX "seat_subscription_tenant_id_from_day_key";

-- DropIndex
DROP INDEX "trunk_tenant_id_name_key";

-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "branch_id" TEXT,
ADD COLUMN     "dedicated_tenant_id" TEXT,
ADD COLUMN     "employee_number" TEXT,
ADD COLUMN     "grade" "SeatGrade" NOT NULL DEFAULT 'professional';

-- AlterTable
ALTER TABLE "business_hours" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "follows_calendars" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "name_key" TEXT;

-- AlterTable
ALTER TABLE "call" ADD COLUMN     "test" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "config_version" ADD COLUMN     "action" TEXT NOT NULL DEFAULT 'publish',
ADD COLUMN     "restored_version" INTEGER,
ADD COLUMN     "source" JSONB,
ADD COLUMN     "summary" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "did" ADD COLUMN     "branch_id" TEXT,
ADD COLUMN     "number_key" TEXT,
ADD COLUMN     "released_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "flow" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "name_key" TEXT;

-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "branch_id" TEXT;

-- AlterTable
ALTER TABLE "prompt" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "name_key" TEXT,
ADD COLUMN     "original_name" TEXT,
ADD COLUMN     "size_bytes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "source" "PromptSource" NOT NULL DEFAULT 'speech';

-- AlterTable
ALTER TABLE "queue" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "branch_id" TEXT,
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "name_key" TEXT;

-- AlterTable
ALTER TABLE "seat_subscription" ADD COLUMN     "grade" "SeatGrade" NOT NULL DEFAULT 'professional';

-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "api_requests_per_minute_max" INTEGER NOT NULL DEFAULT 3000,
ADD COLUMN     "attributes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "calls_per_second_max" INTEGER DEFAULT 20,
ADD COLUMN     "destination_classes" TEXT[] DEFAULT ARRAY['local', 'mobile', 'longDistance']::TEXT[],
ADD COLUMN     "logo_file" TEXT,
ADD COLUMN     "onboarding_hash" TEXT,
ADD COLUMN     "onboarding_key" TEXT,
ADD COLUMN     "storage_bytes_max" BIGINT NOT NULL DEFAULT 53687091200,
ADD COLUMN     "suspended_prompt_id" TEXT,
ADD COLUMN     "template" TEXT,
ADD COLUMN     "trial_ends_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "trunk" ADD COLUMN     "add_digits" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "alarm_percent" INTEGER NOT NULL DEFAULT 80,
ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "caller_id_rule" "CallerIdRule" NOT NULL DEFAULT 'ownNumbers',
ADD COLUMN     "codecs" TEXT[] DEFAULT ARRAY['PCMA', 'PCMU']::TEXT[],
ADD COLUMN     "dedicated_tenant_id" TEXT,
ADD COLUMN     "direction" "TrunkDirection" NOT NULL DEFAULT 'inbound',
ADD COLUMN     "enabled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "fixed_caller_id" TEXT,
ADD COLUMN     "gateways" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "name_key" TEXT,
ADD COLUMN     "prefixes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 100,
ADD COLUMN     "setup_timeout_ms" INTEGER NOT NULL DEFAULT 4000,
ADD COLUMN     "strip_digits" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "add_on" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "add_on" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "from_day" DATE NOT NULL,
    "until_day" DATE,

    CONSTRAINT "add_on_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant_status_change" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "from_status" "TenantStatus",
    "to_status" "TenantStatus" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT,

    CONSTRAINT "tenant_status_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "branch" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "branch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" "Locale" NOT NULL,
    "roles" "Role"[],
    "branch_id" TEXT,
    "grade" "SeatGrade" NOT NULL DEFAULT 'professional',
    "employee_number" TEXT,
    "queue_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "token_hash" TEXT NOT NULL,
    "invited_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "send_problem" TEXT,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_user_id" TEXT,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "act_as_session" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "act_as_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_user_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "act_as_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_id" TEXT,
    "subject_name" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "address" TEXT,
    "user_agent" TEXT,
    "version" INTEGER,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_group" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "branch_id" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_group_member" (
    "tenant_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "agent_tenant_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "leads" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "agent_group_member_pkey" PRIMARY KEY ("tenant_id","group_id","agent_id")
);

-- CreateTable
CREATE TABLE "skill" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "skill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_skill" (
    "tenant_id" TEXT NOT NULL,
    "skill_id" TEXT NOT NULL,
    "agent_tenant_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "proficiency" INTEGER NOT NULL,

    CONSTRAINT "agent_skill_pkey" PRIMARY KEY ("tenant_id","skill_id","agent_id")
);

-- CreateTable
CREATE TABLE "queue_skill" (
    "tenant_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "skill_id" TEXT NOT NULL,
    "proficiency_min" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "queue_skill_pkey" PRIMARY KEY ("tenant_id","queue_id","skill_id")
);

-- CreateTable
CREATE TABLE "holiday_calendar" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "days" JSONB NOT NULL,
    "name_key" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "holiday_calendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_number" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "NumberKind" NOT NULL,
    "parent_id" TEXT,
    "state" "NumberState" NOT NULL DEFAULT 'free',
    "issued_tenant_id" TEXT,
    "did_id" TEXT,
    "carrier" TEXT NOT NULL DEFAULT '',
    "monthly_fee_micros" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL DEFAULT 'CNY',
    "can_be_called_back" BOOLEAN NOT NULL DEFAULT true,
    "note" TEXT NOT NULL DEFAULT '',
    "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "phone_number_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_number_change" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "phone_number_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "from_state" "NumberState",
    "to_state" "NumberState" NOT NULL,
    "issued_tenant_id" TEXT,
    "by" TEXT,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "phone_number_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "destination_prefix" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "destination_class" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "destination_prefix_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list_entry" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "list" "ListKind" NOT NULL,
    "direction" "ListDirection" NOT NULL,
    "number" TEXT NOT NULL,
    "state" "ListEntryState" NOT NULL,
    "reason" TEXT NOT NULL,
    "call_id" TEXT,
    "requested_by" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT NOT NULL DEFAULT '',
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "list_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prompt_id" TEXT NOT NULL,
    "did_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "then_hang_up" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "name_key" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "script" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "situation" TEXT NOT NULL DEFAULT 'greeting',
    "body" TEXT NOT NULL,
    "queue_id" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "name_key" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "script_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "tenant_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "preflight_run" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "status" "PreflightStatus" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "started_by" TEXT,
    "checks" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "preflight_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "add_on_tenant_id_add_on_from_day_key" ON "add_on"("tenant_id", "add_on", "from_day");

-- CreateIndex
CREATE INDEX "tenant_status_change_tenant_id_at_idx" ON "tenant_status_change"("tenant_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "branch_tenant_id_id_key" ON "branch"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "branch_tenant_id_name_key_key" ON "branch"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_tenant_id_created_at_idx" ON "invitation"("tenant_id", "created_at");

-- CreateIndex
CREATE INDEX "act_as_session_tenant_id_started_at_idx" ON "act_as_session"("tenant_id", "started_at");

-- CreateIndex
CREATE INDEX "act_as_session_user_id_expires_at_idx" ON "act_as_session"("user_id", "expires_at");

-- CreateIndex
CREATE INDEX "audit_event_tenant_id_at_id_idx" ON "audit_event"("tenant_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "audit_event_tenant_id_subject_id_idx" ON "audit_event"("tenant_id", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_group_tenant_id_id_key" ON "agent_group"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_group_tenant_id_name_key_key" ON "agent_group"("tenant_id", "name_key");

-- CreateIndex
CREATE INDEX "agent_group_member_agent_id_idx" ON "agent_group_member"("agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "skill_tenant_id_id_key" ON "skill"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "skill_tenant_id_name_key_key" ON "skill"("tenant_id", "name_key");

-- CreateIndex
CREATE INDEX "agent_skill_agent_id_idx" ON "agent_skill"("agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "holiday_calendar_tenant_id_id_key" ON "holiday_calendar"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "holiday_calendar_tenant_id_year_name_key_key" ON "holiday_calendar"("tenant_id", "year", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "phone_number_number_key" ON "phone_number"("number");

-- CreateIndex
CREATE INDEX "phone_number_tenant_id_state_idx" ON "phone_number"("tenant_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "phone_number_tenant_id_id_key" ON "phone_number"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "phone_number_change_tenant_id_phone_number_id_at_idx" ON "phone_number_change"("tenant_id", "phone_number_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "destination_prefix_tenant_id_prefix_key" ON "destination_prefix"("tenant_id", "prefix");

-- CreateIndex
CREATE INDEX "list_entry_tenant_id_state_requested_at_idx" ON "list_entry"("tenant_id", "state", "requested_at");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_tenant_id_id_key" ON "announcement"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_tenant_id_name_key_key" ON "announcement"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "script_tenant_id_id_key" ON "script"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "script_tenant_id_name_key_key" ON "script"("tenant_id", "name_key");

-- CreateIndex
CREATE INDEX "preflight_run_tenant_id_started_at_idx" ON "preflight_run"("tenant_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "agent_tenant_id_employee_number_key" ON "agent"("tenant_id", "employee_number");

-- CreateIndex
CREATE UNIQUE INDEX "business_hours_tenant_id_name_key_key" ON "business_hours"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "did_number_key_key" ON "did"("number_key");

-- CreateIndex
CREATE UNIQUE INDEX "flow_tenant_id_name_key_key" ON "flow"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "prompt_tenant_id_name_key_key" ON "prompt"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "queue_tenant_id_name_key_key" ON "queue"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "seat_subscription_tenant_id_grade_from_day_key" ON "seat_subscription"("tenant_id", "grade", "from_day");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_onboarding_key_key" ON "tenant"("onboarding_key");

-- CreateIndex
CREATE UNIQUE INDEX "trunk_tenant_id_name_key_key" ON "trunk"("tenant_id", "name_key");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_branch_id_fkey" FOREIGN KEY ("tenant_id", "branch_id") REFERENCES "branch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_tenant_id_branch_id_fkey" FOREIGN KEY ("tenant_id", "branch_id") REFERENCES "branch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue" ADD CONSTRAINT "queue_tenant_id_branch_id_fkey" FOREIGN KEY ("tenant_id", "branch_id") REFERENCES "branch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "did" ADD CONSTRAINT "did_tenant_id_branch_id_fkey" FOREIGN KEY ("tenant_id", "branch_id") REFERENCES "branch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "add_on" ADD CONSTRAINT "add_on_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_status_change" ADD CONSTRAINT "tenant_status_change_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "branch" ADD CONSTRAINT "branch_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_tenant_id_branch_id_fkey" FOREIGN KEY ("tenant_id", "branch_id") REFERENCES "branch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act_as_session" ADD CONSTRAINT "act_as_session_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_group" ADD CONSTRAINT "agent_group_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_group_member" ADD CONSTRAINT "agent_group_member_tenant_id_group_id_fkey" FOREIGN KEY ("tenant_id", "group_id") REFERENCES "agent_group"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_group_member" ADD CONSTRAINT "agent_group_member_agent_tenant_id_agent_id_fkey" FOREIGN KEY ("agent_tenant_id", "agent_id") REFERENCES "agent"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skill" ADD CONSTRAINT "skill_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_skill" ADD CONSTRAINT "agent_skill_tenant_id_skill_id_fkey" FOREIGN KEY ("tenant_id", "skill_id") REFERENCES "skill"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_skill" ADD CONSTRAINT "agent_skill_agent_tenant_id_agent_id_fkey" FOREIGN KEY ("agent_tenant_id", "agent_id") REFERENCES "agent"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_skill" ADD CONSTRAINT "queue_skill_tenant_id_queue_id_fkey" FOREIGN KEY ("tenant_id", "queue_id") REFERENCES "queue"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_skill" ADD CONSTRAINT "queue_skill_tenant_id_skill_id_fkey" FOREIGN KEY ("tenant_id", "skill_id") REFERENCES "skill"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holiday_calendar" ADD CONSTRAINT "holiday_calendar_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number_change" ADD CONSTRAINT "phone_number_change_tenant_id_phone_number_id_fkey" FOREIGN KEY ("tenant_id", "phone_number_id") REFERENCES "phone_number"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "list_entry" ADD CONSTRAINT "list_entry_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_tenant_id_prompt_id_fkey" FOREIGN KEY ("tenant_id", "prompt_id") REFERENCES "prompt"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "script" ADD CONSTRAINT "script_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preflight_run" ADD CONSTRAINT "preflight_run_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Names are unique among what is in use; what is archived gives its name back. A number is one tenant's at a time. Kept by triggers, so that no writer can forget it.
CREATE FUNCTION keep_name_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name_key := CASE WHEN NEW.archived_at IS NULL THEN lower(btrim(NEW.name)) END;
  RETURN NEW;
END
$$;
CREATE FUNCTION keep_number_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.number_key := CASE WHEN NEW.released_at IS NULL THEN ltrim(NEW.number, '+') END;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "queue" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "flow" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "prompt" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "business_hours" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "trunk" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "branch" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "agent_group" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "skill" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "holiday_calendar" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "announcement" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "script" FOR EACH ROW EXECUTE FUNCTION keep_name_key();
CREATE TRIGGER keep_number_key BEFORE INSERT OR UPDATE ON "did" FOR EACH ROW EXECUTE FUNCTION keep_number_key();
UPDATE "queue" SET name = name;
UPDATE "flow" SET name = name;
UPDATE "prompt" SET name = name;
UPDATE "business_hours" SET name = name;
UPDATE "trunk" SET name = name;
UPDATE "did" SET number = number;

-- Row-level security of the new tables: docs/adr/0006-row-level-security.md.
ALTER TABLE "add_on" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "add_on" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "add_on" TO seatline_app;
CREATE POLICY tenant_rows ON "add_on" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "tenant_status_change" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant_status_change" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "tenant_status_change" TO seatline_app;
CREATE POLICY tenant_rows ON "tenant_status_change" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "branch" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "branch" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "branch" TO seatline_app;
CREATE POLICY tenant_rows ON "branch" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "invitation" TO seatline_app;
CREATE POLICY tenant_rows ON "invitation" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "act_as_session" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "act_as_session" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "act_as_session" TO seatline_app;
CREATE POLICY tenant_rows ON "act_as_session" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "audit_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_event" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "audit_event" TO seatline_app;
CREATE POLICY tenant_rows ON "audit_event" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "agent_group" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "agent_group" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent_group" TO seatline_app;
CREATE POLICY tenant_rows ON "agent_group" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "agent_group_member" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "agent_group_member" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent_group_member" TO seatline_app;
CREATE POLICY tenant_rows ON "agent_group_member" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "skill" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "skill" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "skill" TO seatline_app;
CREATE POLICY tenant_rows ON "skill" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "agent_skill" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "agent_skill" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent_skill" TO seatline_app;
CREATE POLICY tenant_rows ON "agent_skill" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "queue_skill" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "queue_skill" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "queue_skill" TO seatline_app;
CREATE POLICY tenant_rows ON "queue_skill" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "holiday_calendar" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "holiday_calendar" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "holiday_calendar" TO seatline_app;
CREATE POLICY tenant_rows ON "holiday_calendar" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "phone_number" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "phone_number" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "phone_number" TO seatline_app;
CREATE POLICY tenant_rows ON "phone_number" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "phone_number_change" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "phone_number_change" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "phone_number_change" TO seatline_app;
CREATE POLICY tenant_rows ON "phone_number_change" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "destination_prefix" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "destination_prefix" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "destination_prefix" TO seatline_app;
CREATE POLICY tenant_rows ON "destination_prefix" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "list_entry" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "list_entry" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "list_entry" TO seatline_app;
CREATE POLICY tenant_rows ON "list_entry" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "announcement" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "announcement" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "announcement" TO seatline_app;
CREATE POLICY tenant_rows ON "announcement" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "script" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "script" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "script" TO seatline_app;
CREATE POLICY tenant_rows ON "script" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "publication" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "publication" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "publication" TO seatline_app;
CREATE POLICY tenant_rows ON "publication" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "preflight_run" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "preflight_run" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "preflight_run" TO seatline_app;
CREATE POLICY tenant_rows ON "preflight_run" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

-- The one who holds the token of an invitation may read it, before belonging to any tenant.
CREATE POLICY invited_person ON "invitation" FOR SELECT USING (token_hash = app_setting('app.invitation'));
-- Who acts as a tenant's administrator is found by the person, like a membership.
CREATE POLICY own_sessions ON "act_as_session" FOR SELECT USING (user_id = app_setting('app.user_id'));
-- What the operator's administration and our own workers look at over all tenants.
CREATE POLICY operator_reads ON "audit_event" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "act_as_session" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "seat_subscription" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "add_on" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "alarm" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "did" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "preflight_run" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "publication" FOR SELECT USING (app_operator());

-- Branches. In the tenants named by app.branch_tenants the viewer sees only rows of the branches in app.branch_ids; restrictive: no other policy lets more through.
CREATE FUNCTION app_branch_tenants() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(string_to_array(current_setting('app.branch_tenants', true), ','), '{}') $$;
CREATE FUNCTION app_branch_ids() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(string_to_array(current_setting('app.branch_ids', true), ','), '{}') $$;

CREATE POLICY own_branch ON "queue" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]));
CREATE POLICY own_branch ON "did" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]));
CREATE POLICY own_branch ON "agent_group" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]));
CREATE POLICY own_branch ON "invitation" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]));
-- An agent of the branch, one who serves its queues, or the viewer.
CREATE POLICY own_branch ON "agent" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]) OR id = app_setting('app.agent_id')
  OR EXISTS (SELECT FROM agent_queue WHERE agent_queue.agent_id = agent.id));
CREATE POLICY own_branch ON "agent_queue" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = agent_queue.tenant_id AND queue.id = agent_queue.queue_id));
CREATE POLICY own_branch ON "agent_queue_live" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = agent_queue_live.tenant_id AND queue.id = agent_queue_live.queue_id));
CREATE POLICY own_branch ON "membership" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]) OR user_id = app_setting('app.user_id'));
CREATE POLICY own_branch ON "call" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[]))
  OR EXISTS (SELECT FROM did WHERE did.tenant_id = call.tenant_id AND did.id = call.did_id) OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = call.tenant_id AND queue.id = call.queue_id));
CREATE POLICY own_branch ON "leg" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM call WHERE call.tenant_id = "leg".tenant_id AND call.id = "leg".call_id));
CREATE POLICY own_branch ON "call_step" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM call WHERE call.tenant_id = "call_step".tenant_id AND call.id = "call_step".call_id));
CREATE POLICY own_branch ON "recording" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM call WHERE call.tenant_id = "recording".tenant_id AND call.id = "recording".call_id));
CREATE POLICY own_branch ON "usage_record" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM call WHERE call.tenant_id = "usage_record".tenant_id AND call.id = "usage_record".call_id));
CREATE POLICY own_branch ON "agent_live" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR agent_id = app_setting('app.agent_id') OR EXISTS (SELECT FROM agent WHERE agent.id = "agent_live".agent_id));
CREATE POLICY own_branch ON "agent_interval" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR agent_id = app_setting('app.agent_id') OR EXISTS (SELECT FROM agent WHERE agent.id = "agent_interval".agent_id));
