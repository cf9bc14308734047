-- AlterEnum
ALTER TYPE "LegParty" ADD VALUE 'outside';

-- AlterTable
ALTER TABLE "recording" ALTER COLUMN "agent_id" DROP NOT NULL;
