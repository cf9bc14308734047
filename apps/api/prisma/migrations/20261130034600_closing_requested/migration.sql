-- AlterTable
ALTER TABLE "closing" ADD COLUMN     "requested" BOOLEAN NOT NULL DEFAULT true;
