"""The encoder: a small BERT whose tokens are attended to once for every label."""

import torch
from torch import Tensor, nn
from transformers import BertModel


class Reader(nn.Module):
    """Scores every finding and every act of a text in one pass.

    Every label has a query vector of its own, so it looks at the words that matter to it. What it looked at is given
    out too: these are the words that said it.
    """

    def __init__(self, bert: BertModel, *, findings: int, statuses: int, acts: int) -> None:
        super().__init__()
        width = bert.config.hidden_size
        self.bert = bert
        self.findings = findings
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.query = nn.Parameter(torch.randn(findings + acts, width) * 0.05)
        self.finding_weight = nn.Parameter(torch.randn(findings, width, statuses) * 0.05)
        self.finding_bias = nn.Parameter(torch.zeros(findings, statuses))
        self.act_weight = nn.Parameter(torch.randn(acts, width) * 0.05)
        self.act_bias = nn.Parameter(torch.zeros(acts))
        self.dropout = nn.Dropout(0.1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Score a batch.

        Args:
            input_ids: (batch, tokens) word-piece ids.
            attention_mask: (batch, tokens), 1 where a token is real.

        Returns:
            finding logits (batch, findings, statuses), act logits (batch, acts), attention of the findings over the
            tokens (batch, findings, tokens), and the mean token vector of unit length (batch, width).
        """
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask[:, None, :].to(hidden.dtype)
        scores = torch.matmul(self.query, torch.tanh(self.key(hidden)).transpose(1, 2))
        attention = torch.softmax(scores + (1.0 - mask) * -1e4, dim=-1)
        context = self.dropout(torch.matmul(attention, self.value(hidden)))
        of_findings, of_acts = context[:, : self.findings], context[:, self.findings :]
        finding_logits = torch.einsum("bfw,fws->bfs", of_findings, self.finding_weight) + self.finding_bias
        act_logits = (of_acts * self.act_weight).sum(-1) + self.act_bias
        token_mask = attention_mask[:, :, None].to(hidden.dtype)
        mean = (hidden * token_mask).sum(1) / token_mask.sum(1).clamp(min=1.0)
        return finding_logits, act_logits, attention[:, : self.findings], nn.functional.normalize(mean, dim=-1)
