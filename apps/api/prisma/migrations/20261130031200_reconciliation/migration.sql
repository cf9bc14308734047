-- Carriers' records, their prices, and the checks of journal, rated entries and carrier against each other: all the operator's own rows.
-- CreateTable
CREATE TABLE "carrier_mapping" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "trunk_ids" TEXT[],
    "definition" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_mapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carrier_import" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "mapping_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT,
    "added_count" INTEGER NOT NULL,
    "known_count" INTEGER NOT NULL,
    "left_out_count" INTEGER NOT NULL,

    CONSTRAINT "carrier_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carrier_record" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "mapping_id" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "record_key" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "direction" "LegDirection" NOT NULL,
    "calling" TEXT NOT NULL,
    "called" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "billed_seconds" INTEGER,
    "price_micros" BIGINT,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "carrier_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trunk_cost" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "trunk_id" TEXT NOT NULL,
    "direction" "LegDirection" NOT NULL,
    "from_day" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "rates" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trunk_cost_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "requested_by" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "result" JSONB NOT NULL DEFAULT '[]',
    "problem" TEXT,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_difference" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "reconciliation_id" TEXT NOT NULL,
    "mapping_id" TEXT,
    "position" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "client_tenant_id" TEXT,
    "call_id" TEXT,
    "leg_id" TEXT,
    "trunk_id" TEXT,
    "record_key" TEXT,
    "calling" TEXT NOT NULL,
    "called" TEXT NOT NULL,
    "duration_ms" BIGINT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "reconciliation_difference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "margin_day" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "client_tenant_id" TEXT NOT NULL,
    "trunk_id" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "calls_count" INTEGER NOT NULL,
    "duration_ms" BIGINT NOT NULL,
    "revenue_micros" BIGINT NOT NULL,
    "cost_micros" BIGINT,

    CONSTRAINT "margin_day_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "carrier_mapping_tenant_id_id_key" ON "carrier_mapping"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "carrier_mapping_tenant_id_carrier_key" ON "carrier_mapping"("tenant_id", "carrier");

-- CreateIndex
CREATE INDEX "carrier_import_tenant_id_mapping_id_at_idx" ON "carrier_import"("tenant_id", "mapping_id", "at");

-- CreateIndex
CREATE INDEX "carrier_record_tenant_id_mapping_id_started_at_idx" ON "carrier_record"("tenant_id", "mapping_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "carrier_record_tenant_id_mapping_id_record_key_key" ON "carrier_record"("tenant_id", "mapping_id", "record_key");

-- CreateIndex
CREATE INDEX "trunk_cost_tenant_id_trunk_id_direction_from_day_idx" ON "trunk_cost"("tenant_id", "trunk_id", "direction", "from_day");

-- CreateIndex
CREATE INDEX "reconciliation_tenant_id_state_idx" ON "reconciliation"("tenant_id", "state");

-- CreateIndex
CREATE INDEX "reconciliation_tenant_id_requested_at_idx" ON "reconciliation"("tenant_id", "requested_at");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_tenant_id_id_key" ON "reconciliation"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "reconciliation_difference_tenant_id_reconciliation_id_mappi_idx" ON "reconciliation_difference"("tenant_id", "reconciliation_id", "mapping_id", "cause", "position");

-- CreateIndex
CREATE INDEX "margin_day_tenant_id_day_idx" ON "margin_day"("tenant_id", "day");

-- AddForeignKey
ALTER TABLE "carrier_import" ADD CONSTRAINT "carrier_import_tenant_id_mapping_id_fkey" FOREIGN KEY ("tenant_id", "mapping_id") REFERENCES "carrier_mapping"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "carrier_record" ADD CONSTRAINT "carrier_record_tenant_id_mapping_id_fkey" FOREIGN KEY ("tenant_id", "mapping_id") REFERENCES "carrier_mapping"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trunk_cost" ADD CONSTRAINT "trunk_cost_tenant_id_trunk_id_fkey" FOREIGN KEY ("tenant_id", "trunk_id") REFERENCES "trunk"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_difference" ADD CONSTRAINT "reconciliation_difference_tenant_id_reconciliation_id_fkey" FOREIGN KEY ("tenant_id", "reconciliation_id") REFERENCES "reconciliation"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "carrier_mapping" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "carrier_mapping" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "carrier_mapping" TO seatline_app;
CREATE POLICY tenant_rows ON "carrier_mapping" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "carrier_import" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "carrier_import" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "carrier_import" TO seatline_app;
CREATE POLICY tenant_rows ON "carrier_import" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "carrier_record" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "carrier_record" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "carrier_record" TO seatline_app;
CREATE POLICY tenant_rows ON "carrier_record" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "trunk_cost" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "trunk_cost" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "trunk_cost" TO seatline_app;
CREATE POLICY tenant_rows ON "trunk_cost" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "reconciliation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reconciliation" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "reconciliation" TO seatline_app;
CREATE POLICY tenant_rows ON "reconciliation" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "reconciliation_difference" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reconciliation_difference" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON "reconciliation_difference" TO seatline_app;
CREATE POLICY tenant_rows ON "reconciliation_difference" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "margin_day" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "margin_day" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON "margin_day" TO seatline_app;
CREATE POLICY tenant_rows ON "margin_day" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
