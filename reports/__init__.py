"""What leaves the audit: figures and sentences, the PDF, the workbook, the findings JSON."""
