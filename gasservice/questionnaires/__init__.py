"""Questionnaires (调查表): a few questions by campaign to a sample of customers, their answers, and what they mean."""
