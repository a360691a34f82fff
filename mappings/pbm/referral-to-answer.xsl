<?xml version="1.0" encoding="UTF-8"?>
<!-- What the officer answers to the office's question: words, and the facts and papers as they are now. What the basis does
     not open is left out. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:e="urn:rabta:lib:elements" xmlns="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:import href="../lib/pbm.xsl"/>
  <xsl:param name="document" as="map(*)"/>

  <xsl:template name="xsl:initial-template">
    <AnswerInformation>
      <xsl:call-template name="case"/>
      <xsl:sequence select="e:text(QName($pbm, 'text'), $document?answer?text)"/>
      <xsl:if test="$document?referral?service = 'HEALTH' and exists($details?patient?relation)">
        <xsl:call-template name="patient"/>
      </xsl:if>
      <xsl:if test="$document?referral?service = 'EDUCATION'">
        <xsl:for-each select="$details?household?student"><xsl:call-template name="student"/></xsl:for-each>
      </xsl:if>
      <xsl:sequence select="e:text(QName($pbm, 'incomePkr'), $details?incomePkr)"/>
      <xsl:if test="$document?referral?service = 'HEALTH' and exists($details?hospital)">
        <xsl:call-template name="hospital"/>
      </xsl:if>
      <xsl:if test="exists($details?declarations)"><xsl:call-template name="declarations"/></xsl:if>
      <documents><xsl:for-each select="$document?documents?*"><xsl:call-template name="document"/></xsl:for-each></documents>
    </AnswerInformation>
  </xsl:template>
</xsl:stylesheet>
