-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "TenantKind" AS ENUM ('operator', 'client');

-- CreateEnum
CREATE TYPE "TenantStatus" AS ENUM ('live', 'suspended');

-- CreateEnum
CREATE TYPE "Locale" AS ENUM ('zh-CN', 'en');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('operator', 'admin', 'leader', 'agent', 'finance');

-- CreateEnum
CREATE TYPE "PromptKind" AS ENUM ('speech', 'music');

-- CreateEnum
CREATE TYPE "CallPhase" AS ENUM ('arrived', 'ivr', 'queue', 'ringing', 'talking', 'held', 'ended');

-- CreateEnum
CREATE TYPE "RecordingStatus" AS ENUM ('recording', 'pending', 'whole', 'short', 'missing', 'failed');

-- CreateEnum
CREATE TYPE "AgentPresence" AS ENUM ('ready', 'notReady', 'busyHere', 'busyElsewhere');

-- CreateEnum
CREATE TYPE "Device" AS ENUM ('browser', 'sipPhone');

-- CreateEnum
CREATE TYPE "LegDirection" AS ENUM ('inbound', 'outbound');

-- CreateEnum
CREATE TYPE "LegParty" AS ENUM ('caller', 'agent');

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT NOT NULL,
    "kind" "TenantKind" NOT NULL,
    "name" TEXT NOT NULL,
    "brand_name" TEXT NOT NULL,
    "brand_color" TEXT NOT NULL DEFAULT '#2563eb',
    "story" TEXT NOT NULL DEFAULT '',
    "locale" "Locale" NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "status" "TenantStatus" NOT NULL DEFAULT 'live',
    "concurrent_calls_max" INTEGER NOT NULL DEFAULT 100,
    "full_prompt_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "locale" "Locale" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "user_id" TEXT,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_queue" (
    "tenant_id" TEXT NOT NULL,
    "agent_tenant_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_queue_pkey" PRIMARY KEY ("tenant_id","agent_id","queue_id")
);

-- CreateTable
CREATE TABLE "queue" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ring_timeout_ms" INTEGER NOT NULL DEFAULT 20000,
    "wrap_up_ms" INTEGER NOT NULL DEFAULT 30000,
    "service_level_ms" INTEGER NOT NULL DEFAULT 20000,
    "music_prompt_id" TEXT NOT NULL,
    "record" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "did" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "flow_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "did_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trunk" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source_addresses" TEXT[],
    "concurrent_calls_max" INTEGER NOT NULL DEFAULT 1000,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "published_version_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow_version" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "flow_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "entry_node_id" TEXT NOT NULL,
    "nodes" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,

    CONSTRAINT "flow_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prompt" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "PromptKind" NOT NULL DEFAULT 'speech',
    "text" TEXT NOT NULL DEFAULT '',
    "locale" "Locale" NOT NULL,
    "file" TEXT NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_hours" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "weekly" JSONB NOT NULL,
    "holidays" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "business_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reason" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "reason_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disposition" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "disposition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "config_version" (
    "tenant_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT,
    "sha256" TEXT NOT NULL,
    "snapshot" JSONB NOT NULL,

    CONSTRAINT "config_version_pkey" PRIMARY KEY ("tenant_id","version")
);

-- CreateTable
CREATE TABLE "journal_event" (
    "event_id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "node_id" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "call_id" TEXT,
    "agent_id" TEXT,
    "fact" JSONB NOT NULL,
    "stream_id" TEXT NOT NULL,

    CONSTRAINT "journal_event_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "projector_cursor" (
    "name" TEXT NOT NULL,
    "stream_id" TEXT NOT NULL,
    "projected" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "projector_cursor_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "quarantined_event" (
    "stream_id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "quarantined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quarantined_event_pkey" PRIMARY KEY ("stream_id")
);

-- CreateTable
CREATE TABLE "call" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "trunk_id" TEXT,
    "did_id" TEXT,
    "ani" TEXT NOT NULL,
    "dnis" TEXT NOT NULL,
    "sip_call_id" TEXT NOT NULL,
    "phase" "CallPhase" NOT NULL,
    "phase_since" TIMESTAMPTZ(3) NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "queued_at" TIMESTAMPTZ(3),
    "connected_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "queue_id" TEXT,
    "agent_id" TEXT,
    "flow_id" TEXT,
    "flow_version_id" TEXT,
    "queue_position" INTEGER,
    "presentations" INTEGER NOT NULL DEFAULT 0,
    "wait_ms" INTEGER NOT NULL DEFAULT 0,
    "ivr_ms" INTEGER NOT NULL DEFAULT 0,
    "talk_ms" INTEGER NOT NULL DEFAULT 0,
    "hold_ms" INTEGER NOT NULL DEFAULT 0,
    "wrap_up_ms" INTEGER NOT NULL DEFAULT 0,
    "abandoned" BOOLEAN NOT NULL DEFAULT false,
    "abandoned_phase" TEXT,
    "released_by" TEXT,
    "cause_reason" TEXT,
    "cause_sip_status" INTEGER,
    "cause_q850" INTEGER,
    "disposition_id" TEXT,
    "disposition_note" TEXT,
    "disposition_by" TEXT,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "price_micros" BIGINT,
    "currency" CHAR(3),

    CONSTRAINT "call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rejected_call" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "sip_status" INTEGER NOT NULL,
    "ani" TEXT NOT NULL,
    "dnis" TEXT NOT NULL,
    "sip_call_id" TEXT NOT NULL,

    CONSTRAINT "rejected_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leg" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "direction" "LegDirection" NOT NULL,
    "party" "LegParty" NOT NULL,
    "agent_id" TEXT,
    "trunk_id" TEXT,
    "sip_call_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ringing_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "connected_ms" INTEGER,
    "released_by" TEXT,
    "cause_reason" TEXT,
    "cause_sip_status" INTEGER,
    "cause_q850" INTEGER,

    CONSTRAINT "leg_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_step" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "node_id" TEXT,
    "node_kind" TEXT,
    "label" TEXT,
    "queue_id" TEXT,
    "agent_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "call_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_interval" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "served_tenant_id" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "call_id" TEXT,
    "queue_id" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "node_id" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "agent_interval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_live" (
    "agent_id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "served_tenant_id" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "since" TIMESTAMPTZ(3),
    "call_id" TEXT,
    "queue_id" TEXT,
    "wrap_up_ends_at" TIMESTAMPTZ(3),
    "device" "Device",
    "signed_in_at" TIMESTAMPTZ(3),
    "muted" BOOLEAN NOT NULL DEFAULT false,
    "phone_online" BOOLEAN NOT NULL DEFAULT false,
    "queues" JSONB NOT NULL DEFAULT '[]',
    "node_id" TEXT,
    "epoch" BIGINT,

    CONSTRAINT "agent_live_pkey" PRIMARY KEY ("agent_id")
);

-- CreateTable
CREATE TABLE "agent_queue_live" (
    "tenant_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "presence" "AgentPresence" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_queue_live_pkey" PRIMARY KEY ("tenant_id","queue_id","agent_id")
);

-- CreateTable
CREATE TABLE "recording" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "segment" INTEGER NOT NULL,
    "rtpengine_call_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "expected_ms" INTEGER,
    "capture_file" TEXT,
    "streams" JSONB NOT NULL DEFAULT '[]',
    "status" "RecordingStatus" NOT NULL,
    "actual_ms" INTEGER,
    "channels" INTEGER,
    "file" TEXT,
    "size_bytes" INTEGER,
    "sha256" TEXT,
    "detail" JSONB,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "recording_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alarm" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "call_id" TEXT,
    "recording_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,

    CONSTRAINT "alarm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_record" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "leg_id" TEXT NOT NULL,
    "direction" "LegDirection" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "plan_id" TEXT NOT NULL,
    "plan_version" INTEGER NOT NULL,
    "price_per_minute_micros" BIGINT NOT NULL,
    "first_seconds" INTEGER NOT NULL,
    "then_seconds" INTEGER NOT NULL,
    "billable_seconds" INTEGER NOT NULL,
    "usage_micros" BIGINT NOT NULL,
    "connection_fee_micros" BIGINT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "usage_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_plan" (
    "tenant_id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "seat_price_per_month_micros" BIGINT NOT NULL,
    "inbound_price_per_minute_micros" BIGINT NOT NULL,
    "inbound_first_seconds" INTEGER NOT NULL,
    "inbound_then_seconds" INTEGER NOT NULL,
    "inbound_connection_fee_micros" BIGINT NOT NULL DEFAULT 0,
    "outbound_price_per_minute_micros" BIGINT NOT NULL,
    "outbound_first_seconds" INTEGER NOT NULL,
    "outbound_then_seconds" INTEGER NOT NULL,
    "outbound_connection_fee_micros" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "price_plan_pkey" PRIMARY KEY ("tenant_id","plan_id","version")
);

-- CreateTable
CREATE TABLE "seat_subscription" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "seats_count" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE,

    CONSTRAINT "seat_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_subject_key" ON "user"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "user_tenant_id_id_key" ON "user"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "user_tenant_id_email_key" ON "user"("tenant_id", "email");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_tenant_id_user_id_role_key" ON "membership"("tenant_id", "user_id", "role");

-- CreateIndex
CREATE UNIQUE INDEX "agent_user_id_key" ON "agent"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_tenant_id_id_key" ON "agent"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "agent_queue_agent_id_idx" ON "agent_queue"("agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "queue_tenant_id_id_key" ON "queue"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "queue_tenant_id_name_key" ON "queue"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "did_number_key" ON "did"("number");

-- CreateIndex
CREATE UNIQUE INDEX "did_tenant_id_id_key" ON "did"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "trunk_tenant_id_id_key" ON "trunk"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "trunk_tenant_id_name_key" ON "trunk"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "flow_tenant_id_id_key" ON "flow"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_tenant_id_name_key" ON "flow"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "flow_version_tenant_id_id_key" ON "flow_version"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_version_tenant_id_flow_id_number_key" ON "flow_version"("tenant_id", "flow_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "prompt_tenant_id_id_key" ON "prompt"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "prompt_tenant_id_name_key" ON "prompt"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "business_hours_tenant_id_id_key" ON "business_hours"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "business_hours_tenant_id_name_key" ON "business_hours"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "reason_tenant_id_id_key" ON "reason"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reason_tenant_id_name_key" ON "reason"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "disposition_tenant_id_id_key" ON "disposition"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "disposition_tenant_id_name_key" ON "disposition"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "journal_event_call_id_idx" ON "journal_event"("call_id");

-- CreateIndex
CREATE INDEX "journal_event_subject_id_kind_epoch_seq_idx" ON "journal_event"("subject_id", "kind", "epoch", "seq");

-- CreateIndex
CREATE INDEX "journal_event_kind_node_id_epoch_idx" ON "journal_event"("kind", "node_id", "epoch");

-- CreateIndex
CREATE INDEX "journal_event_tenant_id_at_idx" ON "journal_event"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "quarantined_event_tenant_id_idx" ON "quarantined_event"("tenant_id");

-- CreateIndex
CREATE INDEX "call_tenant_id_arrived_at_id_idx" ON "call"("tenant_id", "arrived_at" DESC, "id");

-- CreateIndex
CREATE INDEX "call_tenant_id_phase_idx" ON "call"("tenant_id", "phase");

-- CreateIndex
CREATE INDEX "call_node_id_phase_idx" ON "call"("node_id", "phase");

-- CreateIndex
CREATE INDEX "call_agent_id_arrived_at_idx" ON "call"("agent_id", "arrived_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "call_tenant_id_id_key" ON "call"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "rejected_call_tenant_id_at_idx" ON "rejected_call"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "leg_tenant_id_call_id_idx" ON "leg"("tenant_id", "call_id");

-- CreateIndex
CREATE UNIQUE INDEX "leg_tenant_id_id_key" ON "leg"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "call_step_tenant_id_call_id_position_idx" ON "call_step"("tenant_id", "call_id", "position");

-- CreateIndex
CREATE INDEX "agent_interval_agent_id_from_at_idx" ON "agent_interval"("agent_id", "from_at");

-- CreateIndex
CREATE INDEX "agent_interval_node_id_epoch_idx" ON "agent_interval"("node_id", "epoch");

-- CreateIndex
CREATE INDEX "agent_interval_served_tenant_id_from_at_idx" ON "agent_interval"("served_tenant_id", "from_at");

-- CreateIndex
CREATE INDEX "agent_interval_call_id_idx" ON "agent_interval"("call_id");

-- CreateIndex
CREATE INDEX "agent_live_served_tenant_id_idx" ON "agent_live"("served_tenant_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_live_tenant_id_agent_id_key" ON "agent_live"("tenant_id", "agent_id");

-- CreateIndex
CREATE INDEX "agent_queue_live_agent_id_idx" ON "agent_queue_live"("agent_id");

-- CreateIndex
CREATE INDEX "recording_status_stopped_at_idx" ON "recording"("status", "stopped_at");

-- CreateIndex
CREATE UNIQUE INDEX "recording_tenant_id_id_key" ON "recording"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "recording_tenant_id_call_id_segment_key" ON "recording"("tenant_id", "call_id", "segment");

-- CreateIndex
CREATE INDEX "alarm_tenant_id_raised_at_idx" ON "alarm"("tenant_id", "raised_at");

-- CreateIndex
CREATE UNIQUE INDEX "alarm_tenant_id_dedupe_key_key" ON "alarm"("tenant_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "usage_record_tenant_id_started_at_idx" ON "usage_record"("tenant_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "usage_record_tenant_id_leg_id_key" ON "usage_record"("tenant_id", "leg_id");

-- CreateIndex
CREATE UNIQUE INDEX "usage_record_tenant_id_call_id_direction_key" ON "usage_record"("tenant_id", "call_id", "direction");

-- CreateIndex
CREATE INDEX "price_plan_tenant_id_valid_from_idx" ON "price_plan"("tenant_id", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "seat_subscription_tenant_id_from_day_key" ON "seat_subscription"("tenant_id", "from_day");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_queue" ADD CONSTRAINT "agent_queue_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_queue" ADD CONSTRAINT "agent_queue_agent_tenant_id_agent_id_fkey" FOREIGN KEY ("agent_tenant_id", "agent_id") REFERENCES "agent"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_queue" ADD CONSTRAINT "agent_queue_tenant_id_queue_id_fkey" FOREIGN KEY ("tenant_id", "queue_id") REFERENCES "queue"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue" ADD CONSTRAINT "queue_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue" ADD CONSTRAINT "queue_tenant_id_music_prompt_id_fkey" FOREIGN KEY ("tenant_id", "music_prompt_id") REFERENCES "prompt"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "did" ADD CONSTRAINT "did_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "did" ADD CONSTRAINT "did_tenant_id_flow_id_fkey" FOREIGN KEY ("tenant_id", "flow_id") REFERENCES "flow"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trunk" ADD CONSTRAINT "trunk_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_tenant_id_flow_id_fkey" FOREIGN KEY ("tenant_id", "flow_id") REFERENCES "flow"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompt" ADD CONSTRAINT "prompt_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_hours" ADD CONSTRAINT "business_hours_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reason" ADD CONSTRAINT "reason_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disposition" ADD CONSTRAINT "disposition_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "config_version" ADD CONSTRAINT "config_version_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_tenant_id_did_id_fkey" FOREIGN KEY ("tenant_id", "did_id") REFERENCES "did"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_tenant_id_queue_id_fkey" FOREIGN KEY ("tenant_id", "queue_id") REFERENCES "queue"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_tenant_id_disposition_id_fkey" FOREIGN KEY ("tenant_id", "disposition_id") REFERENCES "disposition"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leg" ADD CONSTRAINT "leg_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leg" ADD CONSTRAINT "leg_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leg" ADD CONSTRAINT "leg_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_step" ADD CONSTRAINT "call_step_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_step" ADD CONSTRAINT "call_step_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_interval" ADD CONSTRAINT "agent_interval_tenant_id_agent_id_fkey" FOREIGN KEY ("tenant_id", "agent_id") REFERENCES "agent"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_live" ADD CONSTRAINT "agent_live_tenant_id_agent_id_fkey" FOREIGN KEY ("tenant_id", "agent_id") REFERENCES "agent"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_queue_live" ADD CONSTRAINT "agent_queue_live_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_queue_live" ADD CONSTRAINT "agent_queue_live_tenant_id_queue_id_fkey" FOREIGN KEY ("tenant_id", "queue_id") REFERENCES "queue"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_record" ADD CONSTRAINT "usage_record_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_record" ADD CONSTRAINT "usage_record_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_record" ADD CONSTRAINT "usage_record_tenant_id_leg_id_fkey" FOREIGN KEY ("tenant_id", "leg_id") REFERENCES "leg"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_record" ADD CONSTRAINT "usage_record_tenant_id_plan_id_plan_version_fkey" FOREIGN KEY ("tenant_id", "plan_id", "plan_version") REFERENCES "price_plan"("tenant_id", "plan_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_plan" ADD CONSTRAINT "price_plan_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat_subscription" ADD CONSTRAINT "seat_subscription_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Row-level security: docs/adr/0006-row-level-security.md.
-- The application's role owns nothing and cannot bypass the policies. Roles belong to the cluster, so it may exist already; migrate-main gives it its log-in.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'seatline_app') THEN
    CREATE ROLE seatline_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
  END IF;
END
$$;

-- The settings of the transaction. Unset (null) and reset ('') both mean: nothing. Policies read them in a sub-select, so that they are parsed once a statement.
CREATE FUNCTION app_tenant_ids() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT string_to_array(current_setting('app.tenant_ids', true), ',') $$;
CREATE FUNCTION app_operator() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('app.operator', true), '') = 'on' $$;
CREATE FUNCTION app_setting(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting(name, true), '') $$;

GRANT USAGE ON SCHEMA public TO seatline_app;

ALTER TABLE "tenant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "tenant" TO seatline_app;

ALTER TABLE "user" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "user" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "user" TO seatline_app;

ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "membership" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "membership" TO seatline_app;

ALTER TABLE "agent" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "agent" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent" TO seatline_app;

ALTER TABLE "agent_queue" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "agent_queue" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent_queue" TO seatline_app;

ALTER TABLE "queue" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "queue" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "queue" TO seatline_app;
CREATE POLICY tenant_rows ON "queue" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "did" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "did" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "did" TO seatline_app;
CREATE POLICY tenant_rows ON "did" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "trunk" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "trunk" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "trunk" TO seatline_app;
CREATE POLICY tenant_rows ON "trunk" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "flow" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "flow" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "flow" TO seatline_app;
CREATE POLICY tenant_rows ON "flow" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "flow_version" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "flow_version" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "flow_version" TO seatline_app;
CREATE POLICY tenant_rows ON "flow_version" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "prompt" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "prompt" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "prompt" TO seatline_app;
CREATE POLICY tenant_rows ON "prompt" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "business_hours" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "business_hours" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "business_hours" TO seatline_app;
CREATE POLICY tenant_rows ON "business_hours" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "reason" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reason" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "reason" TO seatline_app;
CREATE POLICY tenant_rows ON "reason" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "disposition" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "disposition" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "disposition" TO seatline_app;
CREATE POLICY tenant_rows ON "disposition" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "config_version" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "config_version" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "config_version" TO seatline_app;
CREATE POLICY tenant_rows ON "config_version" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "journal_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "journal_event" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "journal_event" TO seatline_app;
CREATE POLICY tenant_rows ON "journal_event" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "projector_cursor" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "projector_cursor" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "projector_cursor" TO seatline_app;

ALTER TABLE "quarantined_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "quarantined_event" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "quarantined_event" TO seatline_app;
CREATE POLICY tenant_rows ON "quarantined_event" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "call" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "call" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "call" TO seatline_app;
CREATE POLICY tenant_rows ON "call" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "rejected_call" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rejected_call" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "rejected_call" TO seatline_app;
CREATE POLICY tenant_rows ON "rejected_call" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "leg" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "leg" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "leg" TO seatline_app;
CREATE POLICY tenant_rows ON "leg" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "call_step" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "call_step" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "call_step" TO seatline_app;
CREATE POLICY tenant_rows ON "call_step" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "agent_interval" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "agent_interval" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent_interval" TO seatline_app;

ALTER TABLE "agent_live" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "agent_live" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent_live" TO seatline_app;

ALTER TABLE "agent_queue_live" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "agent_queue_live" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent_queue_live" TO seatline_app;
CREATE POLICY tenant_rows ON "agent_queue_live" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "recording" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "recording" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "recording" TO seatline_app;
CREATE POLICY tenant_rows ON "recording" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "alarm" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "alarm" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "alarm" TO seatline_app;
CREATE POLICY tenant_rows ON "alarm" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "usage_record" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "usage_record" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_record" TO seatline_app;
CREATE POLICY tenant_rows ON "usage_record" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "price_plan" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "price_plan" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "price_plan" TO seatline_app;
CREATE POLICY tenant_rows ON "price_plan" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "seat_subscription" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "seat_subscription" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "seat_subscription" TO seatline_app;
CREATE POLICY tenant_rows ON "seat_subscription" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

-- Only the operator creates tenants.
CREATE POLICY tenant_rows ON "tenant" USING (id = ANY ((SELECT app_tenant_ids())::text[]) OR app_operator()) WITH CHECK (app_operator());
CREATE POLICY own_tenant_changes ON "tenant" FOR UPDATE USING (id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (id = ANY ((SELECT app_tenant_ids())::text[]));

-- A user is found by the token's subject before any tenant is known; then their memberships by the user's id.
CREATE POLICY tenant_rows ON "user"
  USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[]) OR app_operator())
  WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]) OR app_operator());
CREATE POLICY own_user ON "user" FOR SELECT USING (subject = app_setting('app.subject'));
CREATE POLICY colleagues ON "user" FOR SELECT
  USING (EXISTS (SELECT FROM membership WHERE membership.user_id = "user".id));
CREATE POLICY tenant_rows ON "membership"
  USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[]) OR app_operator())
  WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]) OR app_operator());
CREATE POLICY own_memberships ON "membership" FOR SELECT USING (user_id = app_setting('app.user_id'));

-- A tenant sees the agents who may serve it, and what they do for it; an agent sees themself.
CREATE POLICY tenant_rows ON "agent" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY serving_agents ON "agent" FOR SELECT
  USING (id = app_setting('app.agent_id') OR EXISTS (SELECT FROM agent_queue WHERE agent_queue.agent_id = agent.id));
CREATE POLICY tenant_rows ON "agent_queue"
  USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[]))
  WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]) AND (agent_tenant_id = ANY ((SELECT app_tenant_ids())::text[]) OR app_operator()));
CREATE POLICY tenant_rows ON "agent_interval" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY served_tenant ON "agent_interval" FOR SELECT
  USING (served_tenant_id = ANY ((SELECT app_tenant_ids())::text[]) OR agent_id = app_setting('app.agent_id'));
CREATE POLICY tenant_rows ON "agent_live" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY served_tenant ON "agent_live" FOR SELECT
  USING (served_tenant_id = ANY ((SELECT app_tenant_ids())::text[]) OR agent_id = app_setting('app.agent_id'));

CREATE POLICY operator_rows ON "projector_cursor" USING (app_operator()) WITH CHECK (app_operator());
