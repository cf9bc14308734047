-- Price plans as data. A plan of columns becomes the definition of the same prices, as exact decimal text.
CREATE FUNCTION pg_temp.decimal_of(micros BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT (micros / 1000000)::text || '.' || lpad((micros % 1000000)::text, 6, '0')
$$;

ALTER TABLE "price_plan" ADD COLUMN "definition" JSONB,
ADD COLUMN "definition_hash" TEXT,
ADD COLUMN "noticed_at" TIMESTAMPTZ(3),
ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "created_by" TEXT;

ALTER TABLE "price_plan" DISABLE ROW LEVEL SECURITY;
UPDATE "price_plan" SET "definition" = jsonb_build_object(
  'seats', jsonb_build_object('grades', (
    SELECT jsonb_object_agg(grade, jsonb_build_object('model', 'rented', 'pricePerMonth', pg_temp.decimal_of("seat_price_per_month_micros")))
    FROM unnest(ARRAY['standard', 'professional', 'leader']) AS grade)),
  'minutes', jsonb_build_object('rates', jsonb_build_array(
    jsonb_build_object('direction', 'inbound', 'prefix', '', 'destination', 'all',
      'pricePerMinute', pg_temp.decimal_of("inbound_price_per_minute_micros"),
      'increment', "inbound_first_seconds" || '/' || "inbound_then_seconds",
      'connectionFee', pg_temp.decimal_of("inbound_connection_fee_micros")),
    jsonb_build_object('direction', 'outbound', 'prefix', '', 'destination', 'all',
      'pricePerMinute', pg_temp.decimal_of("outbound_price_per_minute_micros"),
      'increment', "outbound_first_seconds" || '/' || "outbound_then_seconds",
      'connectionFee', pg_temp.decimal_of("outbound_connection_fee_micros")))));
UPDATE "price_plan" SET "definition_hash" = encode(sha256(convert_to("definition"::text, 'UTF8')), 'hex');
ALTER TABLE "price_plan" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "price_plan" ALTER COLUMN "definition" SET NOT NULL,
ALTER COLUMN "definition_hash" SET NOT NULL,
DROP COLUMN "inbound_connection_fee_micros",
DROP COLUMN "inbound_first_seconds",
DROP COLUMN "inbound_price_per_minute_micros",
DROP COLUMN "inbound_then_seconds",
DROP COLUMN "outbound_connection_fee_micros",
DROP COLUMN "outbound_first_seconds",
DROP COLUMN "outbound_price_per_minute_micros",
DROP COLUMN "outbound_then_seconds",
DROP COLUMN "seat_price_per_month_micros";

-- Several legs of one call may go out: an agent's transfer, a number rung in an agent's place.
DROP INDEX "usage_record_tenant_id_call_id_direction_key";
ALTER TABLE "usage_record" DROP CONSTRAINT "usage_record_tenant_id_leg_id_fkey";

ALTER TABLE "usage_record" ALTER COLUMN "leg_id" DROP NOT NULL,
ADD COLUMN "meter" TEXT,
ADD COLUMN "day" DATE,
ADD COLUMN "ivr_ms" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "number" TEXT NOT NULL DEFAULT '',
ADD COLUMN "destination_class" TEXT,
ADD COLUMN "trunk_kind" TEXT,
ADD COLUMN "usage_key" TEXT,
ADD COLUMN "destination" TEXT NOT NULL DEFAULT '',
ADD COLUMN "band" TEXT,
ADD COLUMN "increment" TEXT,
ADD COLUMN "counted_ms" INTEGER,
ADD COLUMN "included_seconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "charged_seconds" INTEGER,
ADD COLUMN "tier_id" TEXT,
ADD COLUMN "minimum_top_up_micros" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "charges_count" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "usage_record" DISABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant" DISABLE ROW LEVEL SECURITY;
ALTER TABLE "call" DISABLE ROW LEVEL SECURITY;
UPDATE "usage_record" u SET
  "meter" = u."direction"::text,
  "day" = (u."started_at" AT TIME ZONE t."time_zone")::date,
  "ivr_ms" = CASE WHEN u."direction" = 'inbound' THEN least(c."ivr_ms", u."duration_ms") ELSE 0 END,
  "number" = CASE WHEN u."direction" = 'inbound' THEN c."ani" ELSE c."dnis" END,
  "usage_key" = u."direction"::text || '/all',
  "destination" = 'all',
  "increment" = u."first_seconds" || '/' || u."then_seconds",
  "counted_ms" = u."duration_ms",
  "charged_seconds" = u."billable_seconds"
FROM "tenant" t, "call" c WHERE t."id" = u."tenant_id" AND c."id" = u."call_id";

ALTER TABLE "usage_record" ALTER COLUMN "meter" SET NOT NULL,
ALTER COLUMN "day" SET NOT NULL,
ALTER COLUMN "usage_key" SET NOT NULL,
ALTER COLUMN "increment" SET NOT NULL,
ALTER COLUMN "counted_ms" SET NOT NULL,
ALTER COLUMN "charged_seconds" SET NOT NULL,
DROP COLUMN "first_seconds",
DROP COLUMN "then_seconds";

CREATE TABLE "rated_entry" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "usage_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "plan_id" TEXT NOT NULL,
    "plan_version" INTEGER NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "rated" JSONB NOT NULL,

    CONSTRAINT "rated_entry_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "usage_counter" (
    "tenant_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "seconds" INTEGER NOT NULL,

    CONSTRAINT "usage_counter_pkey" PRIMARY KEY ("tenant_id","key")
);

CREATE INDEX "rated_entry_tenant_id_usage_id_idx" ON "rated_entry"("tenant_id", "usage_id");
CREATE INDEX "rated_entry_tenant_id_started_at_idx" ON "rated_entry"("tenant_id", "started_at");
CREATE INDEX "usage_record_tenant_id_day_idx" ON "usage_record"("tenant_id", "day");
CREATE INDEX "usage_record_tenant_id_call_id_idx" ON "usage_record"("tenant_id", "call_id");
ALTER TABLE "usage_record" ADD CONSTRAINT "usage_record_tenant_id_leg_id_fkey" FOREIGN KEY ("tenant_id", "leg_id") REFERENCES "leg"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rated_entry" ADD CONSTRAINT "rated_entry_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rated_entry" ADD CONSTRAINT "rated_entry_tenant_id_plan_id_plan_version_fkey" FOREIGN KEY ("tenant_id", "plan_id", "plan_version") REFERENCES "price_plan"("tenant_id", "plan_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "usage_counter" ADD CONSTRAINT "usage_counter_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was rated so far is the first charge of its use.
INSERT INTO "rated_entry" ("id", "tenant_id", "usage_id", "call_id", "kind", "at", "started_at", "plan_id", "plan_version", "amount_micros", "currency", "rated")
SELECT u."id" || '/1', u."tenant_id", u."id", u."call_id", 'charge', u."started_at", u."started_at", u."plan_id", u."plan_version", u."amount_micros", u."currency",
  jsonb_build_object(
    'usage', jsonb_build_object('usageId', u."id", 'callId', u."call_id", 'tenantId', u."tenant_id", 'meter', u."meter",
      'startedAt', (extract(epoch FROM u."started_at") * 1000)::bigint, 'durationMs', u."duration_ms", 'ivrMs', u."ivr_ms",
      'number', u."number", 'destinationClass', NULL, 'trunkKind', NULL),
    'planId', u."plan_id", 'planVersion', u."plan_version", 'currency', u."currency", 'band', NULL,
    'rate', jsonb_build_object('direction', u."meter", 'prefix', '', 'destination', 'all', 'band', NULL, 'trunkKind', NULL, 'status', 'priced',
      'pricePerMinute', u."price_per_minute_micros"::text, 'increment', u."increment",
      'connectionFee', u."connection_fee_micros"::text, 'minimumCharge', '0'),
    'countedMs', u."counted_ms", 'billableSeconds', u."billable_seconds", 'included', '[]'::jsonb, 'includedSeconds', 0,
    'chargedSeconds', u."charged_seconds", 'tierId', NULL, 'tiers', '[]'::jsonb,
    'usageAmount', u."usage_micros"::text, 'connectionFee', u."connection_fee_micros"::text, 'minimumTopUp', '0', 'amount', u."amount_micros"::text)
FROM "usage_record" u;
ALTER TABLE "usage_record" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "call" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "trunk" ADD COLUMN "line_kind" TEXT NOT NULL DEFAULT 'sip';

ALTER TABLE "rated_entry" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rated_entry" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "rated_entry" TO seatline_app;
CREATE POLICY tenant_rows ON "rated_entry" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "usage_counter" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "usage_counter" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_counter" TO seatline_app;
CREATE POLICY tenant_rows ON "usage_counter" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

-- The operator's finance makes the plans, and bills what was used: without names, recordings or calls themselves.
CREATE POLICY operator_plans ON "price_plan" USING (app_operator()) WITH CHECK (app_operator());
CREATE POLICY operator_usage ON "usage_record" USING (app_operator()) WITH CHECK (app_operator());
CREATE POLICY operator_entries ON "rated_entry" USING (app_operator()) WITH CHECK (app_operator());
CREATE POLICY operator_counters ON "usage_counter" USING (app_operator()) WITH CHECK (app_operator());
CREATE POLICY operator_reads ON "tenant_status_change" FOR SELECT USING (app_operator());
