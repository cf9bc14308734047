-- CreateTable
CREATE TABLE "seat_hour" (
    "tenant_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "grade" "SeatGrade" NOT NULL,
    "day" DATE NOT NULL,
    "hour" INTEGER NOT NULL,
    "peak" INTEGER NOT NULL,

    CONSTRAINT "seat_hour_pkey" PRIMARY KEY ("tenant_id","starts_at","grade")
);

-- CreateTable
CREATE TABLE "seat_user_day" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "agent_id" TEXT NOT NULL,
    "grade" "SeatGrade" NOT NULL,
    "signed_in_ms" INTEGER NOT NULL,

    CONSTRAINT "seat_user_day_pkey" PRIMARY KEY ("tenant_id","day","agent_id")
);

-- CreateTable
CREATE TABLE "seat_share" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "agent_id" TEXT NOT NULL,
    "home_tenant_id" TEXT NOT NULL,
    "grade" "SeatGrade" NOT NULL,
    "talk_ms" INTEGER NOT NULL,
    "hold_ms" INTEGER NOT NULL,
    "wrap_up_ms" INTEGER NOT NULL,
    "ring_ms" INTEGER NOT NULL,
    "idle_ms" INTEGER NOT NULL,
    "not_ready_ms" INTEGER NOT NULL,

    CONSTRAINT "seat_share_pkey" PRIMARY KEY ("tenant_id","day","agent_id")
);

-- CreateTable
CREATE TABLE "contract" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE,
    "notice_on" DATE,
    "notice_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_version" (
    "tenant_id" TEXT NOT NULL,
    "contract_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "terms" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "change_order_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT,

    CONSTRAINT "contract_version_pkey" PRIMARY KEY ("tenant_id","contract_id","version")
);

-- CreateTable
CREATE TABLE "change_order" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "contract_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "requested_side" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "answer" TEXT NOT NULL DEFAULT '',
    "effective_on" DATE,
    "version" INTEGER,
    "price_plan_id" TEXT,
    "price_plan_version" INTEGER,

    CONSTRAINT "change_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "noticed_at" TIMESTAMPTZ(3),
    "responded_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "cause" TEXT NOT NULL DEFAULT '',
    "alarm_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_measure" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "contract_id" TEXT NOT NULL,
    "contract_version" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "case_id" TEXT,
    "figure" JSONB NOT NULL,
    "target" TEXT NOT NULL,
    "serious" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "measured_from" TIMESTAMPTZ(3) NOT NULL,
    "measured_until" TIMESTAMPTZ(3) NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reseller" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "contact_email" TEXT NOT NULL DEFAULT '',
    "role" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "percent" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reseller_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reseller_client" (
    "tenant_id" TEXT NOT NULL,
    "reseller_id" TEXT NOT NULL,
    "client_tenant_id" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE,

    CONSTRAINT "reseller_client_pkey" PRIMARY KEY ("tenant_id","reseller_id","client_tenant_id","from_day")
);

-- CreateTable
CREATE TABLE "reseller_statement" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "reseller_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "role" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "percent" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "turnover_micros" BIGINT NOT NULL,
    "share_micros" BIGINT NOT NULL,
    "owed_micros" BIGINT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "made_by" TEXT NOT NULL,

    CONSTRAINT "reseller_statement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "seat_hour_tenant_id_day_idx" ON "seat_hour"("tenant_id", "day");

-- CreateIndex
CREATE INDEX "seat_share_home_tenant_id_day_idx" ON "seat_share"("home_tenant_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "contract_tenant_id_id_key" ON "contract"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contract_tenant_id_number_key" ON "contract"("tenant_id", "number");

-- CreateIndex
CREATE INDEX "change_order_tenant_id_requested_at_idx" ON "change_order"("tenant_id", "requested_at");

-- CreateIndex
CREATE UNIQUE INDEX "change_order_tenant_id_id_key" ON "change_order"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "incident_tenant_id_opened_at_idx" ON "incident"("tenant_id", "opened_at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_tenant_id_id_key" ON "incident"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_tenant_id_alarm_id_key" ON "incident"("tenant_id", "alarm_id");

-- CreateIndex
CREATE INDEX "service_measure_tenant_id_month_idx" ON "service_measure"("tenant_id", "month");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_tenant_id_id_key" ON "reseller"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_tenant_id_name_key_key" ON "reseller"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_statement_tenant_id_reseller_id_month_currency_key" ON "reseller_statement"("tenant_id", "reseller_id", "month", "currency");

-- AddForeignKey
ALTER TABLE "contract_version" ADD CONSTRAINT "contract_version_tenant_id_contract_id_fkey" FOREIGN KEY ("tenant_id", "contract_id") REFERENCES "contract"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_order" ADD CONSTRAINT "change_order_tenant_id_contract_id_fkey" FOREIGN KEY ("tenant_id", "contract_id") REFERENCES "contract"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_measure" ADD CONSTRAINT "service_measure_tenant_id_contract_id_fkey" FOREIGN KEY ("tenant_id", "contract_id") REFERENCES "contract"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller_client" ADD CONSTRAINT "reseller_client_tenant_id_reseller_id_fkey" FOREIGN KEY ("tenant_id", "reseller_id") REFERENCES "reseller"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller_statement" ADD CONSTRAINT "reseller_statement_tenant_id_reseller_id_fkey" FOREIGN KEY ("tenant_id", "reseller_id") REFERENCES "reseller"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "seat_hour" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "seat_hour" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "seat_hour" TO seatline_app;
CREATE POLICY tenant_rows ON "seat_hour" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "seat_user_day" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "seat_user_day" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "seat_user_day" TO seatline_app;
CREATE POLICY tenant_rows ON "seat_user_day" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "seat_share" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "seat_share" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "seat_share" TO seatline_app;
CREATE POLICY tenant_rows ON "seat_share" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "contract" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contract" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "contract" TO seatline_app;
CREATE POLICY tenant_rows ON "contract" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "contract_version" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contract_version" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "contract_version" TO seatline_app;
CREATE POLICY tenant_rows ON "contract_version" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "change_order" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "change_order" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "change_order" TO seatline_app;
CREATE POLICY tenant_rows ON "change_order" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "incident" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "incident" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "incident" TO seatline_app;
CREATE POLICY tenant_rows ON "incident" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "service_measure" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "service_measure" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "service_measure" TO seatline_app;
CREATE POLICY tenant_rows ON "service_measure" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "reseller" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reseller" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "reseller" TO seatline_app;
CREATE POLICY tenant_rows ON "reseller" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "reseller_client" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reseller_client" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "reseller_client" TO seatline_app;
CREATE POLICY tenant_rows ON "reseller_client" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "reseller_statement" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reseller_statement" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "reseller_statement" TO seatline_app;
CREATE POLICY tenant_rows ON "reseller_statement" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

-- The operator's finance looks at the contracts of all clients, and at how its agents' days are divided.
CREATE POLICY operator_reads ON "seat_hour" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "seat_user_day" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "seat_share" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "contract" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "contract_version" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "change_order" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "incident" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "service_measure" FOR SELECT USING (app_operator());
