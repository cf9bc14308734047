-- CreateTable
CREATE TABLE "payment" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "asked_micros" BIGINT NOT NULL,
    "charge" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "received_micros" BIGINT,
    "refunds" JSONB NOT NULL DEFAULT '{}',
    "disputes" JSONB NOT NULL DEFAULT '{}',
    "allocations" JSONB,
    "invoice_id" TEXT,
    "top_up" BOOLEAN NOT NULL DEFAULT false,
    "provider_ref" TEXT,
    "provider_intent" TEXT,
    "hosted_url" TEXT,
    "reference" TEXT NOT NULL DEFAULT '',
    "payer" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "received_on" DATE,
    "created_by" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_movement" (
    "tenant_id" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "micros" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_movement_pkey" PRIMARY KEY ("tenant_id","payment_id","key")
);

-- CreateTable
CREATE TABLE "payment_task" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payment_id" TEXT,
    "input" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "first_tried_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_event" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "client_id" TEXT,
    "payment_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_customer" (
    "tenant_id" TEXT NOT NULL,
    "customer_ref" TEXT,
    "method_ref" TEXT,
    "method_label" TEXT NOT NULL DEFAULT '',
    "method_last4" TEXT NOT NULL DEFAULT '',
    "method_ends" TEXT NOT NULL DEFAULT '',
    "collects" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_customer_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "bank_booking" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "micros" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "payer" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "client_id" TEXT,
    "payment_id" TEXT,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "caller_account" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "number_key" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "pin_hash" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "balance_micros" BIGINT NOT NULL DEFAULT 0,
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "caller_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "caller_account_entry" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "micros" BIGINT NOT NULL,
    "balance_after" BIGINT NOT NULL,
    "call_id" TEXT,
    "seconds" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "by" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "caller_account_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "line_price" (
    "tenant_id" TEXT NOT NULL,
    "did_id" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "per_call_micros" BIGINT NOT NULL,
    "per_minute_micros" BIGINT NOT NULL,
    "first_seconds" INTEGER NOT NULL,
    "then_seconds" INTEGER NOT NULL,
    "warn_seconds" INTEGER NOT NULL DEFAULT 30,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "line_price_pkey" PRIMARY KEY ("tenant_id","did_id")
);

-- CreateTable
CREATE TABLE "prepaid_terms" (
    "tenant_id" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "currency" CHAR(3) NOT NULL,
    "warn_below_micros" BIGINT NOT NULL,
    "stop_below_micros" BIGINT NOT NULL,
    "warned_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "prepaid_terms_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_ref_key" ON "payment"("provider_ref");

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_intent_key" ON "payment"("provider_intent");

-- CreateIndex
CREATE INDEX "payment_tenant_id_created_at_idx" ON "payment"("tenant_id", "created_at");

-- CreateIndex
CREATE INDEX "payment_tenant_id_invoice_id_idx" ON "payment"("tenant_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_tenant_id_id_key" ON "payment"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "payment_movement_tenant_id_at_idx" ON "payment_movement"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "payment_task_state_next_at_idx" ON "payment_task"("state", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_task_tenant_id_key_key" ON "payment_task"("tenant_id", "key");

-- CreateIndex
CREATE INDEX "payment_event_tenant_id_state_received_at_idx" ON "payment_event"("tenant_id", "state", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_customer_customer_ref_key" ON "payment_customer"("customer_ref");

-- CreateIndex
CREATE INDEX "bank_booking_tenant_id_state_day_idx" ON "bank_booking"("tenant_id", "state", "day");

-- CreateIndex
CREATE UNIQUE INDEX "bank_booking_tenant_id_reference_key" ON "bank_booking"("tenant_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "caller_account_tenant_id_id_key" ON "caller_account"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "caller_account_tenant_id_number_key_key" ON "caller_account"("tenant_id", "number_key");

-- CreateIndex
CREATE INDEX "caller_account_entry_tenant_id_account_id_at_idx" ON "caller_account_entry"("tenant_id", "account_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "caller_account_entry_tenant_id_key_key" ON "caller_account_entry"("tenant_id", "key");

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_movement" ADD CONSTRAINT "payment_movement_tenant_id_payment_id_fkey" FOREIGN KEY ("tenant_id", "payment_id") REFERENCES "payment"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_task" ADD CONSTRAINT "payment_task_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_event" ADD CONSTRAINT "payment_event_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_customer" ADD CONSTRAINT "payment_customer_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_booking" ADD CONSTRAINT "bank_booking_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_account" ADD CONSTRAINT "caller_account_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_account_entry" ADD CONSTRAINT "caller_account_entry_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_account_entry" ADD CONSTRAINT "caller_account_entry_tenant_id_account_id_fkey" FOREIGN KEY ("tenant_id", "account_id") REFERENCES "caller_account"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_price" ADD CONSTRAINT "line_price_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prepaid_terms" ADD CONSTRAINT "prepaid_terms_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The wall between clients; the operator reads the payments of all, and writes them one client at a time. Money is the head office's, not a branch's.
ALTER TABLE "payment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "payment" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "payment" TO seatline_app;
CREATE POLICY tenant_rows ON "payment" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "payment" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "payment" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "payment_movement" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "payment_movement" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "payment_movement" TO seatline_app;
CREATE POLICY tenant_rows ON "payment_movement" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "payment_movement" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "payment_movement" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "payment_task" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "payment_task" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "payment_task" TO seatline_app;
CREATE POLICY tenant_rows ON "payment_task" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "payment_task" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "payment_task" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "payment_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "payment_event" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "payment_event" TO seatline_app;
CREATE POLICY tenant_rows ON "payment_event" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY own_branch ON "payment_event" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "payment_customer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "payment_customer" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "payment_customer" TO seatline_app;
CREATE POLICY tenant_rows ON "payment_customer" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "payment_customer" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "payment_customer" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "bank_booking" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bank_booking" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "bank_booking" TO seatline_app;
CREATE POLICY tenant_rows ON "bank_booking" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY own_branch ON "bank_booking" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "caller_account" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "caller_account" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "caller_account" TO seatline_app;
CREATE POLICY tenant_rows ON "caller_account" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY own_branch ON "caller_account" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "caller_account_entry" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "caller_account_entry" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "caller_account_entry" TO seatline_app;
CREATE POLICY tenant_rows ON "caller_account_entry" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY own_branch ON "caller_account_entry" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "line_price" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "line_price" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "line_price" TO seatline_app;
CREATE POLICY tenant_rows ON "line_price" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY own_branch ON "line_price" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "prepaid_terms" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "prepaid_terms" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "prepaid_terms" TO seatline_app;
CREATE POLICY tenant_rows ON "prepaid_terms" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "prepaid_terms" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "prepaid_terms" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

-- The number of an account is unique among those in use, and no account is ever overdrawn.
CREATE FUNCTION keep_caller_account_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.number_key := CASE WHEN NEW.archived_at IS NULL THEN NEW.number END;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_number_key BEFORE INSERT OR UPDATE ON "caller_account" FOR EACH ROW EXECUTE FUNCTION keep_caller_account_key();
ALTER TABLE "caller_account" ADD CONSTRAINT caller_account_not_overdrawn CHECK (balance_micros >= 0);
ALTER TABLE "line_price" ADD CONSTRAINT line_price_not_negative CHECK (per_call_micros >= 0 AND per_minute_micros >= 0 AND first_seconds > 0 AND then_seconds > 0 AND warn_seconds >= 0);
