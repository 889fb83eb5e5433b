"""ModernGov sites: their addresses, lists, pages and web service. Pure functions from bytes.

Most British councils publish with ModernGov. A site's pages lie in one folder (its base), a
committee, meeting and agenda item each have a number, and a web service beside the pages, where
it is switched on, gives a meeting whole in one answer.
"""
