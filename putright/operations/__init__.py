"""What keeps a copy running and lets it be moved: backups, exports, health, figures, and papers for an outage.

No complaint is handled here. Tables of other folders are read as rows, and what they mean is asked of `casework`.
"""
