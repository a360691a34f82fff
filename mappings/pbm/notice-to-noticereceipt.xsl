<?xml version="1.0" encoding="UTF-8"?>
<!-- What the hub answers to a notice that it has taken. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:pbm:ifa:1"
    xpath-default-namespace="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:template match="/Notice">
    <NoticeReceipt>
      <noticeId><xsl:value-of select="noticeId"/></noticeId>
      <caseRef><xsl:value-of select="caseRef"/></caseRef>
    </NoticeReceipt>
  </xsl:template>
</xsl:stylesheet>
