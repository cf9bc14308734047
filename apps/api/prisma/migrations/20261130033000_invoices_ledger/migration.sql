-- CreateEnum
CREATE TYPE "InvoiceKind" AS ENUM ('invoice', 'creditNote', 'debitNote');

-- CreateEnum
CREATE TYPE "InvoiceStatus" AS ENUM ('draft', 'final', 'sent', 'partlyPaid', 'paid', 'overdue', 'void');

-- CreateEnum
CREATE TYPE "LedgerEntryKind" AS ENUM ('documentFinal', 'documentVoided', 'paymentReceived', 'paymentReversed', 'creditApplied', 'refundPaid', 'depositReceived', 'depositApplied', 'depositReturned', 'writtenOff', 'commissionEarned');

-- CreateEnum
CREATE TYPE "ClosingStep" AS ENUM ('waiting', 'drafted', 'blocked', 'final');

-- CreateTable
CREATE TABLE "billing_profile" (
    "tenant_id" TEXT NOT NULL,
    "number_prefix" TEXT NOT NULL,
    "payment_days" INTEGER NOT NULL DEFAULT 14,
    "tax_table" JSONB NOT NULL,
    "dunning" JSONB,
    "bill_to_name" TEXT NOT NULL DEFAULT '',
    "bill_to_address" TEXT NOT NULL DEFAULT '',
    "bill_to_tax_id" TEXT NOT NULL DEFAULT '',
    "bill_to_email" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "billing_profile_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "invoice_series" (
    "tenant_id" TEXT NOT NULL,
    "kind" "InvoiceKind" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "invoice_series_pkey" PRIMARY KEY ("tenant_id","kind","currency")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "kind" "InvoiceKind" NOT NULL,
    "status" "InvoiceStatus" NOT NULL,
    "number" TEXT,
    "currency" CHAR(3) NOT NULL,
    "month" TEXT,
    "from_day" DATE,
    "until_day" DATE,
    "closing_id" TEXT,
    "corrects_id" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "issued_on" DATE,
    "due_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "final_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),
    "net_micros" BIGINT NOT NULL,
    "tax_micros" BIGINT NOT NULL,
    "rounding_micros" BIGINT NOT NULL,
    "payable_micros" BIGINT NOT NULL,
    "settled_micros" BIGINT NOT NULL DEFAULT 0,
    "dunning_level" INTEGER NOT NULL DEFAULT 0,
    "tax_table" JSONB NOT NULL,
    "bill_to" JSONB NOT NULL,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_line" (
    "tenant_id" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE NOT NULL,
    "plan_id" TEXT,
    "plan_version" INTEGER,
    "quantity" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "unit_price_micros" BIGINT,
    "details" JSONB NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "tax_category" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,

    CONSTRAINT "invoice_line_pkey" PRIMARY KEY ("invoice_id","position")
);

-- CreateTable
CREATE TABLE "invoice_tax" (
    "tenant_id" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "treatment" TEXT NOT NULL,
    "percent" TEXT NOT NULL,
    "net_micros" BIGINT NOT NULL,
    "tax_micros" BIGINT NOT NULL,

    CONSTRAINT "invoice_tax_pkey" PRIMARY KEY ("invoice_id","category")
);

-- CreateTable
CREATE TABLE "invoice_facts" (
    "invoice_id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "facts" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "invoice_facts_pkey" PRIMARY KEY ("invoice_id")
);

-- CreateTable
CREATE TABLE "ledger_account" (
    "tenant_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("tenant_id","code","currency")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "kind" "LedgerEntryKind" NOT NULL,
    "reference" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "invoice_id" TEXT,
    "payment_id" TEXT,
    "memo" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_posting" (
    "tenant_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_micros" BIGINT NOT NULL,

    CONSTRAINT "ledger_posting_pkey" PRIMARY KEY ("entry_id","position")
);

-- CreateTable
CREATE TABLE "invoice_settlement" (
    "tenant_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "amount_micros" BIGINT NOT NULL,

    CONSTRAINT "invoice_settlement_pkey" PRIMARY KEY ("entry_id","invoice_id")
);

-- CreateTable
CREATE TABLE "closing" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" TEXT NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "closing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closing_client" (
    "tenant_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "closing_id" TEXT NOT NULL,
    "step" "ClosingStep" NOT NULL,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "invoice_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "closing_client_pkey" PRIMARY KEY ("tenant_id","month")
);

-- CreateTable
CREATE TABLE "dunning_notice" (
    "tenant_id" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "fee_invoice_id" TEXT,
    "suspended" BOOLEAN NOT NULL DEFAULT false,
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "dunning_notice_pkey" PRIMARY KEY ("invoice_id","level")
);

-- CreateIndex
CREATE INDEX "invoice_tenant_id_created_at_idx" ON "invoice"("tenant_id", "created_at");

-- CreateIndex
CREATE INDEX "invoice_status_due_on_idx" ON "invoice"("status", "due_on");

-- CreateIndex
CREATE INDEX "invoice_month_idx" ON "invoice"("month");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_tenant_id_id_key" ON "invoice"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_tenant_id_number_key" ON "invoice"("tenant_id", "number");

-- CreateIndex
CREATE INDEX "invoice_line_tenant_id_line_id_idx" ON "invoice_line"("tenant_id", "line_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_line_tenant_id_invoice_id_line_id_key" ON "invoice_line"("tenant_id", "invoice_id", "line_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_facts_tenant_id_invoice_id_key" ON "invoice_facts"("tenant_id", "invoice_id");

-- CreateIndex
CREATE INDEX "ledger_entry_tenant_id_at_idx" ON "ledger_entry"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "ledger_entry_tenant_id_invoice_id_idx" ON "ledger_entry"("tenant_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_tenant_id_id_key" ON "ledger_entry"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_tenant_id_reference_key" ON "ledger_entry"("tenant_id", "reference");

-- CreateIndex
CREATE INDEX "ledger_posting_tenant_id_account_currency_idx" ON "ledger_posting"("tenant_id", "account", "currency");

-- CreateIndex
CREATE INDEX "invoice_settlement_tenant_id_invoice_id_idx" ON "invoice_settlement"("tenant_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "closing_tenant_id_month_key" ON "closing"("tenant_id", "month");

-- CreateIndex
CREATE INDEX "closing_client_closing_id_idx" ON "closing_client"("closing_id");

-- CreateIndex
CREATE INDEX "dunning_notice_tenant_id_at_idx" ON "dunning_notice"("tenant_id", "at");

-- AddForeignKey
ALTER TABLE "billing_profile" ADD CONSTRAINT "billing_profile_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_series" ADD CONSTRAINT "invoice_series_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_tenant_id_corrects_id_fkey" FOREIGN KEY ("tenant_id", "corrects_id") REFERENCES "invoice"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_tenant_id_invoice_id_fkey" FOREIGN KEY ("tenant_id", "invoice_id") REFERENCES "invoice"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_tax" ADD CONSTRAINT "invoice_tax_tenant_id_invoice_id_fkey" FOREIGN KEY ("tenant_id", "invoice_id") REFERENCES "invoice"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_facts" ADD CONSTRAINT "invoice_facts_tenant_id_invoice_id_fkey" FOREIGN KEY ("tenant_id", "invoice_id") REFERENCES "invoice"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_account" ADD CONSTRAINT "ledger_account_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_posting" ADD CONSTRAINT "ledger_posting_tenant_id_entry_id_fkey" FOREIGN KEY ("tenant_id", "entry_id") REFERENCES "ledger_entry"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_posting" ADD CONSTRAINT "ledger_posting_tenant_id_account_currency_fkey" FOREIGN KEY ("tenant_id", "account", "currency") REFERENCES "ledger_account"("tenant_id", "code", "currency") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_settlement" ADD CONSTRAINT "invoice_settlement_tenant_id_entry_id_fkey" FOREIGN KEY ("tenant_id", "entry_id") REFERENCES "ledger_entry"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_settlement" ADD CONSTRAINT "invoice_settlement_tenant_id_invoice_id_fkey" FOREIGN KEY ("tenant_id", "invoice_id") REFERENCES "invoice"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closing" ADD CONSTRAINT "closing_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closing_client" ADD CONSTRAINT "closing_client_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dunning_notice" ADD CONSTRAINT "dunning_notice_tenant_id_invoice_id_fkey" FOREIGN KEY ("tenant_id", "invoice_id") REFERENCES "invoice"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The wall between clients; the operator reads the books of all, and writes them one client at a time. Money is the head office's, not a branch's.
ALTER TABLE "billing_profile" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "billing_profile" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "billing_profile" TO seatline_app;
CREATE POLICY tenant_rows ON "billing_profile" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "billing_profile" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "billing_profile" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "invoice_series" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invoice_series" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "invoice_series" TO seatline_app;
CREATE POLICY tenant_rows ON "invoice_series" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "invoice_series" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "invoice_series" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "invoice" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invoice" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "invoice" TO seatline_app;
CREATE POLICY tenant_rows ON "invoice" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "invoice" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "invoice" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "invoice_line" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invoice_line" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "invoice_line" TO seatline_app;
CREATE POLICY tenant_rows ON "invoice_line" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "invoice_line" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "invoice_line" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "invoice_tax" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invoice_tax" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "invoice_tax" TO seatline_app;
CREATE POLICY tenant_rows ON "invoice_tax" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "invoice_tax" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "invoice_tax" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "invoice_facts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invoice_facts" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "invoice_facts" TO seatline_app;
CREATE POLICY tenant_rows ON "invoice_facts" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "invoice_facts" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "invoice_facts" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "closing" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "closing" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "closing" TO seatline_app;
CREATE POLICY tenant_rows ON "closing" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "closing" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "closing" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "closing_client" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "closing_client" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "closing_client" TO seatline_app;
CREATE POLICY tenant_rows ON "closing_client" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "closing_client" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "closing_client" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "dunning_notice" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "dunning_notice" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "dunning_notice" TO seatline_app;
CREATE POLICY tenant_rows ON "dunning_notice" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "dunning_notice" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "dunning_notice" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "ledger_account" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_account" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "ledger_account" TO seatline_app;
CREATE POLICY tenant_rows ON "ledger_account" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "ledger_account" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "ledger_account" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "ledger_entry" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_entry" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "ledger_entry" TO seatline_app;
CREATE POLICY tenant_rows ON "ledger_entry" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "ledger_entry" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "ledger_entry" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "ledger_posting" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_posting" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "ledger_posting" TO seatline_app;
CREATE POLICY tenant_rows ON "ledger_posting" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "ledger_posting" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "ledger_posting" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

ALTER TABLE "invoice_settlement" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invoice_settlement" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "invoice_settlement" TO seatline_app;
CREATE POLICY tenant_rows ON "invoice_settlement" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "invoice_settlement" FOR SELECT USING (app_operator());
CREATE POLICY own_branch ON "invoice_settlement" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));

-- The ledger is only added to: no right to change it, and for whoever has all rights a trigger.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is only added to: book the contrary [table:%]', TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ledger_account" FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "ledger_account" FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "ledger_entry" FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ledger_posting" FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "ledger_posting" FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "invoice_settlement" FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "invoice_settlement" FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

-- When a transaction ends, each entry that it wrote has postings, all in its currency, that add up to nothing. It looks at the entry's own tenant, whatever the transaction sees by then.
CREATE FUNCTION ledger_entry_is_balanced() RETURNS trigger LANGUAGE plpgsql SET app.tenant_ids = '' SET app.branch_tenants = '' AS $$
DECLARE
  entry text;
  total numeric;
  postings bigint;
  strangers bigint;
BEGIN
  PERFORM set_config('app.tenant_ids', NEW.tenant_id, true);
  entry := CASE TG_TABLE_NAME WHEN 'ledger_entry' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'entry_id' END;
  SELECT coalesce(sum(p.amount_micros), 0), count(*), count(*) FILTER (WHERE p.currency <> e.currency OR p.amount_micros = 0)
    INTO total, postings, strangers
    FROM ledger_entry e JOIN ledger_posting p ON p.tenant_id = e.tenant_id AND p.entry_id = e.id
    WHERE e.tenant_id = NEW.tenant_id AND e.id = entry;
  IF total <> 0 OR postings < 2 OR strangers > 0 THEN
    RAISE EXCEPTION 'postings of a ledger entry add up to nothing, in its currency [entry:% sum:% postings:%]', entry, total, postings
      USING ERRCODE = '23514', CONSTRAINT = 'ledger_entry_is_balanced';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON "ledger_entry" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_balanced();
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON "ledger_posting" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_balanced();

-- A document that is no draft keeps what it says: its status and what is settled of it go on, nothing else does.
CREATE FUNCTION keep_final_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['status', 'sent_at', 'paid_at', 'voided_at', 'settled_micros', 'dunning_level'];
BEGIN
  IF OLD.status = 'draft' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a final document stays: write a credit note [invoice:%]', OLD.id USING ERRCODE = '42501';
  END IF;
  IF NEW.status = 'draft' OR (OLD.status = 'void' AND NEW.status <> 'void') OR (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION 'a final document is not changed: write a credit or debit note [invoice:%]', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_final BEFORE UPDATE OR DELETE ON "invoice" FOR EACH ROW EXECUTE FUNCTION keep_final_invoice();

-- So do its lines, its taxes and what it was made from.
CREATE FUNCTION keep_final_invoice_parts() RETURNS trigger LANGUAGE plpgsql SET app.tenant_ids = '' SET app.branch_tenants = '' AS $$
DECLARE
  part jsonb := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
  status text;
BEGIN
  PERFORM set_config('app.tenant_ids', part ->> 'tenant_id', true);
  SELECT i.status::text INTO status FROM invoice i WHERE i.tenant_id = part ->> 'tenant_id' AND i.id = part ->> 'invoice_id';
  -- No document: it is being deleted with its parts, which only a draft can be.
  IF (status IS NOT NULL AND status <> 'draft') OR (TG_OP = 'UPDATE' AND (to_jsonb(NEW) ->> 'invoice_id') <> (part ->> 'invoice_id')) THEN
    RAISE EXCEPTION 'a final document is not changed: write a credit or debit note [invoice:%]', part ->> 'invoice_id' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_final BEFORE INSERT OR UPDATE OR DELETE ON "invoice_line" FOR EACH ROW EXECUTE FUNCTION keep_final_invoice_parts();
CREATE TRIGGER keep_final BEFORE INSERT OR UPDATE OR DELETE ON "invoice_tax" FOR EACH ROW EXECUTE FUNCTION keep_final_invoice_parts();
CREATE TRIGGER keep_final BEFORE INSERT OR UPDATE OR DELETE ON "invoice_facts" FOR EACH ROW EXECUTE FUNCTION keep_final_invoice_parts();
